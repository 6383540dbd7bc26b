/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leaktrace.bootstrap.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionParserTest {
    @TempDir
    Path directory;

    @Test
    void hasTheDefaultsOfTheContract() throws Exception {
        AgentOptions options = parse("");

        assertThat(options.threshold()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.kinds()).containsExactlyInAnyOrder(Kind.values());
        assertThat(options.forks()).isFalse();
        assertThat(options.include()).isEmpty();
        assertThat(options.exclude()).isEmpty();
        assertThat(options.ignore()).isNull();
        assertThat(options.capture()).isEqualTo(Capture.AUTO);
        assertThat(options.depth()).isEqualTo(64);
        assertThat(options.ancestors()).isEqualTo(3);
        assertThat(options.log()).isEqualTo("stderr");
        assertThat(options.json()).isFalse();
        assertThat(options.repeat()).isEqualTo(Duration.ofMinutes(10));
        assertThat(options.jmx()).isTrue();
        assertThat(options.notices()).isEmpty();
        assertThat(options.help()).isFalse();
    }

    @Test
    void readsEveryKey() throws Exception {
        Path rules = Files.createFile(directory.resolve("rules"));

        AgentOptions options = parse("threshold=500ms, interval=5m,kinds=thread;future,include=com.acme;org.*Service,"
                + "exclude=com.acme.Noise,ignore=" + rules + ",capture=site,depth=1,ancestors=16,log=/tmp/a=b.log,"
                + "format=json,repeat=1h,jmx=false");

        assertThat(options.threshold()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.kinds()).containsExactlyInAnyOrder(Kind.THREAD, Kind.FUTURE);
        assertThat(options.include()).containsExactly("com.acme", "org.*Service");
        assertThat(options.exclude()).containsExactly("com.acme.Noise");
        assertThat(options.ignore()).isEqualTo(rules.toString());
        assertThat(options.capture()).isEqualTo(Capture.SITE);
        assertThat(options.depth()).isEqualTo(1);
        assertThat(options.ancestors()).isEqualTo(16);
        assertThat(options.log()).isEqualTo("/tmp/a=b.log");
        assertThat(options.json()).isTrue();
        assertThat(options.repeat()).isEqualTo(Duration.ofHours(1));
        assertThat(options.jmx()).isFalse();
    }

    @Test
    void takesTheDefaultsByName() throws Exception {
        AgentOptions options =
                parse("include=all,exclude=none,ignore=none,config=none,kinds=all,log=stderr,format=text");

        assertThat(options).isEqualTo(parse(""));
    }

    @Test
    void scansAsOftenAsAShortThreshold() throws Exception {
        assertThat(parse("threshold=2s").interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(parse("threshold=5m").interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(parse("threshold=2s,interval=1m").interval()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void tracksForksOnlyByName() throws Exception {
        assertThat(parse("kinds=all").forks()).isFalse();
        assertThat(parse("kinds=thread").forks()).isFalse();
        assertThat(parse("kinds=thread;fork-join-task").forks()).isTrue();
        AgentOptions both = parse("kinds=all;fork-join-task");
        assertThat(both.forks()).isTrue();
        assertThat(both.kinds()).containsExactlyInAnyOrder(Kind.values());
    }

    @Test
    void prefersArgumentThenPropertyThenFileThenDefault() throws Exception {
        Path file = file("threshold=1s\ninterval=1s\ndepth=1\n");
        Map<String, String> properties =
                Map.of("leaktrace.threshold", "2s", "leaktrace.interval", "2s", "leaktrace.config", file.toString());

        AgentOptions options = OptionParser.parse("threshold=3s", properties::get);

        assertThat(options.threshold()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.depth()).isEqualTo(1);
        assertThat(options.ancestors()).isEqualTo(3);
    }

    @Test
    void readsTheFileAsUtf8WithCommentsAndBlanks() throws Exception {
        Path file = file("# ours\n\n  log = /tmp/größe.log  \n");

        assertThat(parse("config=" + file).log()).isEqualTo("/tmp/größe.log");
    }

    @Test
    void leavesOtherPropertiesOfTheSamePrefixAlone() throws Exception {
        Map<String, String> properties =
                Map.of("leaktrace.jar", "x", "leaktrace.junit.run", "true", "leaktrace.graceperiod", "1");

        assertThat(OptionParser.parse("", properties::get)).isEqualTo(parse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http=8080",
                "http=0.0.0.0:8080",
                "http=[::1]:0",
                "http=off",
                "token=abc",
                "token=@/run/token",
                "jfr=true",
                "jfr=false"
            })
    void saysWhatThisVersionDoesNotDo(String option) throws Exception {
        String key = option.substring(0, option.indexOf('='));

        assertThat(parse(option).notices()).containsExactly("option " + key + " is not in this version");
    }

    @Test
    void givesHelpWhateverElseIsSet() throws Exception {
        assertThat(parse("help").help()).isTrue();
        assertThat(parse("threshold=abc,help").help()).isTrue();
        assertThat(OptionParser.parse("help", Map.of("leaktrace.depth", "x")::get)
                        .help())
                .isTrue();
        assertThat(OptionParser.parse("", Map.of("leaktrace.help", "true")::get).help())
                .isTrue();
    }

    @Test
    void namesTheUnknownKeyAndTheValidOnes() {
        fails(
                "graceperiod=5s",
                "unknown option \"graceperiod\"; valid: threshold, interval, kinds, include, exclude, ignore,"
                        + " capture, budget, depth, ancestors, log, format, repeat, jmx, jfr, http, token, config, help");
        fails("Threshold=5s", "unknown option \"Threshold\"; valid: threshold,");
        fails("=5s", "unknown option \"\"; valid: threshold,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threshold=abc | option threshold: \"abc\" is not a duration; use for example 500ms, 60s, 5m or 1h",
                "threshold=0s | option threshold: \"0s\" is not longer than zero; use for example 500ms, 60s, 5m or 1h",
                "interval=-5s | option interval: \"-5s\" is not longer than zero; use for example 500ms, 60s, 5m or 1h",
                "interval=60 | option interval: \"60\" has no unit; use for example 60s or 60ms",
                "repeat=99999999999999999999h | option repeat: \"99999999999999999999h\" is too long; the longest is 87600h",
                "repeat=1d | option repeat: \"1d\" is not a duration; use for example 500ms, 60s, 5m or 1h",
                "kinds=thread;tread | option kinds: \"tread\" is not a kind of task; valid, separated by ';': all, thread,",
                "kinds=thread; | option kinds: \"thread;\" has an empty entry; separate entries by one ';'",
                "include=com acme | option include: \"com acme\" is not a package prefix or glob; use for example com.acme",
                "exclude=a;;b | option exclude: \"a;;b\" has an empty entry; separate entries by one ';'",
                "capture=most | option capture: \"most\" is not valid; use full, auto or site",
                "budget=0% | option budget: \"0%\" is not a share of CPU; use for example 0.5%, 1% or 10%",
                "budget=101% | option budget: \"101%\" is not a share of CPU; use for example 0.5%, 1% or 10%",
                "budget=0.009% | option budget: \"0.009%\" is not a share of CPU; use for example 0.5%, 1% or 10%, at least 0.01%",
                "budget=-1% | option budget: \"-1%\" is not a share of CPU;",
                "budget= | option budget: has no value; use a percentage from 0.01% to 100%",
                "budget=a | option budget: \"a\" is not a share of CPU; use for example 0.5%, 1% or 10%",
                "depth=0 | option depth: \"0\" is not valid; use a number from 1 to 1024",
                "depth=1025 | option depth: \"1025\" is not valid; use a number from 1 to 1024",
                "depth=9999999999 | option depth: \"9999999999\" is not valid; use a number from 1 to 1024",
                "ancestors=-1 | option ancestors: \"-1\" is not valid; use a number from 0 to 16",
                "ancestors=17 | option ancestors: \"17\" is not valid; use a number from 0 to 16",
                "format=xml | option format: \"xml\" is not valid; use json or text",
                "jmx=yes | option jmx: \"yes\" is not valid; use true or false",
                "jfr=1 | option jfr: \"1\" is not valid; use true or false",
                "http=65536 | option http: \"65536\" is not an address; use off, a port up to 65535, or host:port",
                "http=0 | option http: \"0\" is not an address; use off, a port up to 65535, or host:port",
                "http=host | option http: \"host\" is not an address; use off, a port up to 65535, or host:port",
                "http=:80 | option http: \":80\" is not an address; use off, a port up to 65535, or host:port",
                "threshold | option threshold has no value; write threshold= and for example 500ms, 60s, 5m or 1h",
                "threshold= | option threshold: has no value; use for example 500ms, 60s, 5m or 1h",
                "token= | option token: has no value; use a word, or @path of a file that holds it",
                "depth=1,depth=2 | option depth is given twice; give it once",
                "depth=1,,ancestors=1 | \"depth=1,,ancestors=1\" has a ',' too many; separate options by one ','",
                "depth=1, | \"depth=1,\" has a ',' too many; separate options by one ',' and entries of a list by ';'",
                "help=maybe | option help: \"maybe\" is not valid; use true or false",
            })
    void saysWhatIsWrongAndWhatIsValid(String argument, String message) {
        fails(argument, message);
    }

    @Test
    void refusesFilesThatCannotBeRead() throws Exception {
        Path missing = directory.resolve("missing");

        fails(
                "ignore=" + missing,
                "option ignore: \"" + missing + "\" does not exist; give the path of a readable file");
        fails("ignore=" + directory, "option ignore: \"" + directory + "\" is not a file;");
        fails("config=" + missing, "option config: \"" + missing + "\" does not exist;");
        fails("config=" + file("a=\\u00zz"), "option config: ");
        fails("log=" + directory, "option log: \"" + directory + "\" is a directory; use stderr, stdout, none or");
    }

    @Test
    void saysWhereAWrongValueStands() throws Exception {
        Path bad = file("depth=x\n");
        failsWith(
                Map.of("leaktrace.depth", "x"),
                "option depth: \"x\" is not valid; use a number from 1 to 1024" + " (system property leaktrace.depth)");
        failsWith(
                Map.of("leaktrace.depth", ""),
                "option depth: has no value; use a number from 1 to 1024" + " (system property leaktrace.depth)");
        fails("config=" + bad, "option depth: \"x\" is not valid; use a number from 1 to 1024 (in " + bad + ")");
        fails("config=" + file("dept=1\n"), "unknown option \"dept\"; valid: threshold,");
        fails("config=" + file("config=other\n"), "option config cannot stand in a file; remove it (in ");
    }

    @Test
    void changesWhatCanChangeAtRunTime() throws Exception {
        AgentOptions before = parse("depth=5,kinds=thread");

        AgentOptions after = OptionParser.change(before, "threshold=1s,capture=full,jmx=false");

        assertThat(after.threshold()).isEqualTo(Duration.ofSeconds(1));
        assertThat(after.interval()).as("follows the threshold").isEqualTo(Duration.ofSeconds(1));
        assertThat(after.capture()).isEqualTo(Capture.FULL);
        assertThat(after.jmx()).isFalse();
        assertThat(after.depth()).isEqualTo(5);
        assertThat(after.kinds()).containsExactly(Kind.THREAD);
        assertThat(after.budget()).isEqualTo(before.budget());
        assertThat(OptionParser.change(before, "")).isEqualTo(before);
    }

    @Test
    void keepsAnIntervalOfItsOwnWhenTheThresholdChanges() throws Exception {
        AgentOptions before = parse("interval=7s");

        assertThat(OptionParser.change(before, "threshold=1s").interval()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void acceptsEveryChangeableKeyAtRunTime() throws Exception {
        String all =
                "threshold=1s,interval=1s,kinds=all,include=a,exclude=b,ignore=none,capture=auto,budget=2%,depth=2,"
                        + "ancestors=1,log=none,format=json,repeat=1m,jmx=true";

        assertThat(OptionParser.change(parse(""), all)).isEqualTo(parse(all));
        assertThat(OptionTable.changeable().split(", ")).hasSize(all.split(",").length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config=x | option config is fixed at start; at run time you can set: threshold, interval, kinds,",
                "help | option help is fixed at start; at run time you can set: threshold, interval, kinds,",
                "http=80 | option http is not in this version",
                "budget=0 | option budget: \"0\" is not a share of CPU;",
                "nope=1 | unknown option \"nope\"; valid: threshold,",
                "depth=1,threshold=x | option threshold: \"x\" is not a duration;",
            })
    void refusesOtherChangesAtRunTime(String change, String message) throws Exception {
        AgentOptions current = parse("");

        assertThatExceptionOfType(OptionException.class)
                .isThrownBy(() -> OptionParser.change(current, change))
                .withMessageStartingWith(message);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "leaktrace", ".properties"), text);
    }

    private static AgentOptions parse(String argument) throws OptionException {
        return OptionParser.parse(argument, key -> null);
    }

    private static void fails(String argument, String message) {
        assertThatExceptionOfType(OptionException.class)
                .isThrownBy(() -> parse(argument))
                .withMessageStartingWith(message);
    }

    private static void failsWith(Map<String, String> properties, String message) {
        assertThatExceptionOfType(OptionException.class)
                .isThrownBy(() -> OptionParser.parse("", properties::get))
                .withMessage(message);
    }
}
