/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A set of words, looked up in a class file without making a String of what is there. Loaded before {@code main}. */
final class Words {
    private static final byte[][] NONE = {};

    /** By their length: hardly any text of a class file has to be compared with more than two. */
    private final byte[][][] byLength;

    Words(Collection<String> words) {
        int longest = 0;
        for (String word : words) {
            longest = Math.max(longest, word.length());
        }
        byLength = new byte[longest + 1][][];
        for (int length = 0; length <= longest; length++) {
            List<byte[]> same = new ArrayList<>();
            for (String word : words) {
                if (word.length() == length) {
                    same.add(bytes(word));
                }
            }
            byLength[length] = same.toArray(NONE);
        }
    }

    boolean contains(byte[] text, int at, int length) {
        if (length >= byLength.length) {
            return false;
        }
        for (byte[] word : byLength[length]) {
            if (begins(text, at, length, word)) {
                return true;
            }
        }
        return false;
    }

    static boolean begins(byte[] text, int at, int length, byte[] word) {
        if (length < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (text[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean ends(byte[] text, int at, int length, byte[] word) {
        return length >= word.length && begins(text, at + length - word.length, word.length, word);
    }

    static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[][] bytes(List<String> words) {
        byte[][] bytes = new byte[words.size()][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes(words.get(i));
        }
        return bytes;
    }
}
