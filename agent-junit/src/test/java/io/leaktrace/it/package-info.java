/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of the check for tests: each forks JVMs that run test classes of {@code cases}. */
package io.leaktrace.it;
