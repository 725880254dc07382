#!/usr/bin/env python3
"""Writes entropy.json: figures of SP 800-90B for short sequences, reckoned the slow way.

Every estimator is taken literally from section 6.3, with dictionaries and loops; only the
statistics module of nobody. Nothing of it is shared with the tool, so that equal figures say
something. Run it in its folder: `python3 entropy.py > entropy.json`."""

import bz2
import collections
import json
import math

Z = 2.5758293035489008


def sequence(length, values, stickiness):
    """A linear congruential generator (Numerical Recipes), whose samples often repeat."""
    state, last, out = 1, 0, []
    for _ in range(length):
        state = (state * 1664525 + 1013904223) % 2**32
        if (state >> 8) % 16 >= stickiness:
            last = (state >> 16) % values
        out.append(last)
    return out


def bound(p, n):
    return min(1, p + Z * math.sqrt(p * (1 - p) / (n - 1)))


def most_common(s):
    return -math.log2(bound(max(collections.Counter(s).values()) / len(s), len(s)))


def collision(s):
    i, times = 0, []
    while True:
        for j in range(i + 1, len(s)):
            if s[j] in s[i:j]:
                times.append(j - i + 1)
                i = j + 1
                break
        else:
            break
    v = len(times)
    mean = sum(times) / v
    deviation = math.sqrt(sum((t - mean) ** 2 for t in times) / (v - 1))
    lowest = mean - Z * deviation / math.sqrt(v)

    def expected(p):
        q = 1 - p
        # F(1/z) = Gamma(3, z) z^-3 e^z, with Gamma(3, z) = (z^2 + 2 z + 2) e^-z.
        f = (q**-2 + 2 / q + 2) * q**3
        return p / q**2 * (1 + 0.5 * (1 / p - 1 / q)) * f - p / q * 0.5 * (1 / p - 1 / q)

    low, high = 0.5, 1 - 1e-12
    if lowest >= expected(0.5):
        return 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if expected(middle) > lowest else (low, middle)
    return -math.log2(low)


def markov(s):
    first = [s.count(0) / len(s), s.count(1) / len(s)]
    pairs = collections.Counter(zip(s, s[1:]))
    step = [[pairs[a, b] / (pairs[a, 0] + pairs[a, 1]) for b in (0, 1)] for a in (0, 1)]
    # The likeliest way through 128 states, by dynamic programming instead of six formulas.
    best = [math.log2(p) for p in first]
    for _ in range(127):
        best = [max(best[a] + math.log2(step[a][b]) for a in (0, 1)) for b in (0, 1)]
    return min(-max(best) / 128, 1)


def compression(s):
    blocks = [tuple(s[i : i + 6]) for i in range(0, len(s) // 6 * 6, 6)]
    d, n = 1000, len(blocks)
    last, logs = {}, []
    for i, block in enumerate(blocks, 1):
        if i > d:
            logs.append(math.log2(i - last.get(block, 0)))
        last[block] = i
    v = n - d
    mean = math.fsum(logs) / v
    deviation = 0.5907 * math.sqrt(math.fsum(x * x for x in logs) / (v - 1) - mean**2)
    lowest = mean - Z * deviation / math.sqrt(v)

    def g(z):
        total, inner = [], []
        for t in range(1, n + 1):
            if t > d:
                total.append(math.fsum(inner) * z * z + math.log2(t) * z * (1 - z) ** (t - 1))
            inner.append(math.log2(t) * (1 - z) ** (t - 1))
        return math.fsum(total) / v

    low, high = 1 / 64, 1.0
    if lowest >= 64 * g(1 / 64):
        return 1.0
    for _ in range(60):
        p = (low + high) / 2
        low, high = (p, high) if g(p) + 63 * g((1 - p) / 63) > lowest else (low, p)
    return -math.log2(low) / 6


def tuples(s):
    n, length, best_t, best_r = len(s), 1, 0, 0
    while True:
        counts = collections.Counter(tuple(s[i : i + length]) for i in range(n - length + 1))
        most = max(counts.values())
        if most >= 35:
            best_t = max(best_t, (most / (n - length + 1)) ** (1 / length))
        elif most >= 2:
            same = sum(c * (c - 1) // 2 for c in counts.values())
            pairs = (n - length + 1) * (n - length) // 2
            best_r = max(best_r, (same / pairs) ** (1 / length))
        else:
            return -math.log2(bound(best_t, n)), -math.log2(bound(best_r, n))
        length += 1


def prediction(right, k):
    n, c = len(right), sum(right)
    p = 1 - 0.01 ** (1 / n) if c == 0 else bound(c / n, n)
    run = longest = 0
    for x in right:
        run = run + 1 if x else 0
        longest = max(longest, run)
    r = longest + 1

    def no_run(p):
        """The chance of no run of r in n trials, exactly, by the recurrence of the first failure."""
        chance = [1.0] * r
        for i in range(r, n + 1):
            if i == r:
                chance.append(1 - p**r)
            else:
                chance.append(chance[i - 1] - (1 - p) * p**r * chance[i - r - 1])
        return chance[n]

    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if no_run(middle) > 0.99 else (low, middle)
    return -math.log2(max(p, low, 1 / k))


def winners(s, begin, count, guess, learn=None):
    """Whether each guess of the best predictor so far was right."""
    scores, winner, right = [0] * count, 0, []
    for i in range(begin, len(s)):
        if learn:
            learn(i)
        guesses = [guess(j, i) for j in range(count)]
        right.append(guesses[winner] == s[i])
        for j in range(count):
            if guesses[j] == s[i]:
                scores[j] += 1
                if scores[j] >= scores[winner]:
                    winner = j
    return right


def windows(s):
    def guess(j, i):
        w = (63, 255, 1023, 4095)[j]
        if i < w:
            return None
        counts, last = collections.Counter(s[i - w : i]), {x: k for k, x in enumerate(s[i - w : i])}
        return max(counts, key=lambda x: (counts[x], last[x]))

    return winners(s, 63, 4, guess)


def lag(s):
    return winners(s, 1, 128, lambda j, i: s[i - 1 - j] if i > j else None)


def multi_mmc(s):
    models = [collections.defaultdict(collections.Counter) for _ in range(16)]

    def learn(i):
        for d in range(1, 17):
            if i - 1 >= d:
                models[d - 1][tuple(s[i - 1 - d : i - 1])][s[i - 1]] += 1

    def guess(j, i):
        d = j + 1
        seen = models[j].get(tuple(s[i - d : i])) if i >= d else None
        return max(seen, key=lambda y: (seen[y], y)) if seen else None

    return winners(s, 2, 16, guess, learn)


def lz78y(s):
    words, right = {}, []
    for i in range(17, len(s)):
        for j in range(16, 0, -1):
            word = tuple(s[i - 1 - j : i - 1])
            if word not in words and len(words) < 65536:
                words[word] = collections.Counter()
            if word in words:
                words[word][s[i - 1]] += 1
        best, most = None, 0
        for j in range(16, 0, -1):
            seen = words.get(tuple(s[i - j : i]))
            if seen:
                y = max(seen, key=lambda y: (seen[y], y))
                if seen[y] > most:
                    best, most = y, seen[y]
        right.append(best == s[i])
    return right


def estimates(s, k):
    found = {"6.3.1": most_common(s)}
    if k == 2:
        found.update({"6.3.2": collision(s), "6.3.3": markov(s), "6.3.4": compression(s)})
    found["6.3.5"], found["6.3.6"] = tuples(s)
    for section, right in [("6.3.7", windows(s)), ("6.3.8", lag(s)), ("6.3.9", multi_mmc(s)), ("6.3.10", lz78y(s))]:
        found[section] = prediction(right, k)
    return found


def case(length, values, stickiness):
    s = sequence(length, values, stickiness)
    text = " ".join(map(str, s)).encode()
    width = (values - 1).bit_length()
    bits = [x >> i & 1 for x in s for i in reversed(range(width))]
    return {
        "length": length,
        "values": values,
        "stickiness": stickiness,
        "literal": estimates(s, values),
        "bitstring": estimates(bits, 2) if values > 2 else {},
        "compressed": len(bz2.compress(text, 9)),
    }


print(json.dumps([case(8000, 2, 3), case(9000, 2, 0), case(2500, 8, 5), case(3000, 37, 1)], indent=1))
