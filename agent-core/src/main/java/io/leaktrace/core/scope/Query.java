/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scope;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.diagnose.Ignores;
import io.leaktrace.core.option.Kinds;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.scan.ScopeQuestion.Outside;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know of a scope, as it comes across the border in a map: {@code kinds}, labels of kinds, none for
 * all; {@code rules}, ignore rules; {@code files}, paths of files of such; {@code except}, what {@link ScopeJudge#alive()}
 * said earlier; {@code outside}, which of the tasks that came out of no scope are meant too: {@code none},
 * {@code younger} than LeakTrace, {@code all}. A key may be missing.
 */
record Query(Set<Kind> kinds, Ignores ignores, Set<Object> except, Outside outside) {
    /**
     * Reads it; the exception says what is wrong and what is valid.
     *
     * @param known the ignore rules of earlier queries, by what was given for them
     */
    static Query of(Map<String, Object> keys, Map<List<List<String>>, Ignores> known) throws OptionException {
        List<String> rules = texts(keys, "rules");
        List<String> files = texts(keys, "files");
        Ignores ignores = known.get(List.of(rules, files));
        if (ignores == null) {
            ignores = Ignores.ofTests(rules, files);
            known.put(List.of(rules, files), ignores);
        }
        return new Query(
                kinds(texts(keys, "kinds")), ignores, except(keys.get("except")), outside(keys.get("outside")));
    }

    private static Set<Kind> kinds(List<String> labels) throws OptionException {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String label : labels) {
            kinds.add(Kinds.named(label, "valid: "));
        }
        return kinds.isEmpty() ? EnumSet.allOf(Kind.class) : kinds;
    }

    private static Outside outside(@Nullable Object word) {
        return word == null ? Outside.NONE : Outside.valueOf(word.toString().toUpperCase(Locale.ROOT));
    }

    private static Set<Object> except(@Nullable Object sets) {
        Set<Object> except = Collections.newSetFromMap(new IdentityHashMap<>());
        if (sets instanceof List<?> several) {
            several.forEach(each -> except.addAll((Set<?>) each));
        }
        return except;
    }

    private static List<String> texts(Map<String, Object> keys, String key) {
        return keys.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
