/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

/**
 * A task of an earlier finding that is no longer stuck.
 *
 * @param fingerprint of the finding
 * @param taskId the task
 * @param ended whether it ended, rather than went on
 * @param afterMillis how long it had been stuck when last seen so
 */
public record Resolved(Verdict verdict, String fingerprint, long taskId, boolean ended, long afterMillis) {}
