/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.logging.LogManager;

/** A log manager of the host's own, as application servers have them. */
public final class HostLogManager extends LogManager {}
