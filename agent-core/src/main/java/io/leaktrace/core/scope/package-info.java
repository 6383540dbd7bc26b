/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What has leaked out of a scope, such as a test: the same pipeline from scan to text, for one who asks. */
@NullMarked
package io.leaktrace.core.scope;

import org.jspecify.annotations.NullMarked;
