/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
    private record Result(int exitCode, String out, String err) {}

    @ParameterizedTest
    @ValueSource(strings = {"demo", "ps", "info", "attach", "detach", "dump", "check", "set"})
    void everyCommandHasHelp(String command) {
        Result result = run(command, "--help");

        assertThat(result.exitCode).isZero();
        assertThat(result.out)
                .startsWith("Usage: java -jar leaktrace.jar " + command)
                .contains("--help");
        assertThat(result.err).isEmpty();
        assertThat(run("help", command)).isEqualTo(result);
    }

    @Test
    void listsCommandsWithoutOne() {
        assertThat(run()).isEqualTo(run("help")).isEqualTo(run("--help"));
        assertThat(run().out)
                .contains("demo", "ps", "info", "attach", "detach", "dump", "check", "set", "help", "--version")
                .contains("Exit codes: 0 fine, 1 findings were reported (check), 2 error, 3 the target went away.");
    }

    @Test
    void showsItsVersion() {
        assertThat(run("--version").out).matches("leaktrace \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @Test
    void showsTheOptionsOfTheAgentWithAttach() {
        assertThat(run("attach", "--help").out)
                .contains("option     default  meaning", "threshold  60s", "budget     1%");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tree | unknown command \"tree\"; valid: demo, ps, info, attach, detach, dump, check, set, help",
                "--nope | Unknown option: '--nope'; see: help",
                "ps --nope | Unknown option: '--nope'; see: help ps",
                "ps 1 | Unmatched argument at index 1: '1'; see: help ps",
                "ps --format=xml | Invalid value for option '--format'",
                "demo now | Unmatched argument at index 1: 'now'; see: help demo",
                "info | Missing required parameter: '<target>'; see: help info",
                "attach | Missing required parameter: '<target>'; see: help attach",
                "detach | Missing required parameter: '<target>'; see: help detach",
                "dump | Missing required parameter: '<target>'; see: help dump",
                "check | Missing required parameter: '<target>'; see: help check",
                "set | Missing required parameters: '<target>', 'key=value'; see: help set",
                "set 1 | Missing required parameter: 'key=value'; see: help set",
                "dump 1 --limit=x | Invalid value for option '--limit'",
                "dump 1 --limit=0 | --limit: \"0\" is not valid; use a number from 1",
                "dump 1 --group=x | --group: \"x\" is not valid; use site, stack, wait, state, kind, pool",
                "dump 1 --with=x | --with: \"x\" is not valid; use field:glob",
                "dump 1 --older=x | --older: \"x\" is not a duration; use for example 500ms, 60s, 5m or 1h",
                "check no.such.Program | no JVM of this user has \"no.such.Program\"",
                "info 4000000000 | there is no process 4000000000; \"ps\" lists the JVMs",
                "attach localhost:1 | attach works with a process of this machine, not with the JMX endpoint localhost:1",
                "detach localhost:1 | detach works with a process of this machine, not with the JMX endpoint localhost:1",
                "attach 4000000000 nope=1 | unknown option \"nope\"; valid: threshold, interval,",
                "attach 4000000000 | there is no process 4000000000",
                "check localhost:1 | cannot connect to the JMX server of localhost:1: Connection refused",
                "check no-such-host.invalid:1 | cannot connect to the JMX server of no-such-host.invalid:1: there is no host",
                "help nope | ",
            })
    void saysInOneLineWhatIsWrong(String line, String message) {
        Result result = run(line.split(" "));

        assertThat(result.exitCode).isEqualTo(2);
        assertThat(result.out).isEmpty();
        assertThat(result.err.lines()).hasSize(1);
        assertThat(result.err).startsWith("leaktrace: " + (message == null ? "" : message));
    }

    @Test
    void showsTheOptionsInsteadOfAttachingWhenAskedForHelp() {
        Result result = run("attach", "4000000000", "help");

        assertThat(result.exitCode).isZero();
        assertThat(result.out).startsWith("option     default  meaning");
    }

    @Test
    void refusesAProcessThatIsNotAJvm() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Result result = run("attach", Long.toString(other.pid()));

            assertThat(result.exitCode).isEqualTo(2);
            assertThat(result.err)
                    .startsWith("leaktrace: process " + other.pid())
                    .contains("is not a JVM");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.execute(
                new File("leaktrace.jar"), new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
