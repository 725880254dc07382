/* Looks at what each call of the module leaves behind. residue_calls.h, which the test makes of the
 * list of exports, puts a look around every one; `free` is the linker's `--wrap`. */
#ifndef QILA_RESIDUE_H
#define QILA_RESIDUE_H

#include <qila.h>

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More than any function needs. */
#define RESIDUE_WORDS (64 * 1024 / 8)
/* What each call wipes that is not hot. */
#define RESIDUE_WIPED (15 * 1024 / 8)

/* What was below the caller when a call had returned, and what was in vector registers. */
static uint64_t residue_seen[RESIDUE_WORDS];
static uint64_t residue_vectors[16][4];
/* The function that works now. */
static const char *residue_inside;

/* The frame of the function itself, which has numbers and pointers only and need not be whole. */
#define RESIDUE_FRAME (512 / 8)
#define RESIDUE_PATTERN 0x5a5a5a5a5a5a5a5aull

/* Paints the stack below the caller, but for the part that this function itself returns through. */
static __attribute__((noinline, unused)) void residue_paint(void) {
    uint64_t *low = (uint64_t *)__builtin_frame_address(0) - RESIDUE_WORDS;
    uint64_t pattern = RESIDUE_PATTERN;
    if (__builtin_cpu_supports("avx")) __asm__ volatile("vzeroall");
    __asm__ volatile("1: movq %1, (%0)\n add $8, %0\n cmp %%rsp, %0\n jb 1b"
                     : "+r"(low) : "r"(pattern) : "memory", "cc");
}

/* Takes a copy of it. No function is called, nor anything else put on the stack. */
static __attribute__((noinline, unused)) void residue_take(void) {
    const uint64_t *from = (const uint64_t *)__builtin_frame_address(0) - RESIDUE_WORDS;
    uint64_t *to = residue_seen;
    uint64_t count = RESIDUE_WORDS;
    if (__builtin_cpu_supports("avx")) {
#define RESIDUE_VECTOR(n) __asm__ volatile("vmovups %%ymm" #n ", %0" : "=m"(residue_vectors[n]))
        RESIDUE_VECTOR(0); RESIDUE_VECTOR(1); RESIDUE_VECTOR(2); RESIDUE_VECTOR(3);
        RESIDUE_VECTOR(4); RESIDUE_VECTOR(5); RESIDUE_VECTOR(6); RESIDUE_VECTOR(7);
        RESIDUE_VECTOR(8); RESIDUE_VECTOR(9); RESIDUE_VECTOR(10); RESIDUE_VECTOR(11);
        RESIDUE_VECTOR(12); RESIDUE_VECTOR(13); RESIDUE_VECTOR(14); RESIDUE_VECTOR(15);
    }
    __asm__ volatile("rep movsq" : "+S"(from), "+D"(to), "+c"(count) : : "memory");
}

/* Whether a word may be there: a number near zero, of 64 or 32 bits, two small ones, two bytes, or
 * an address of the program, of a library or of the stack. It has too few bits for a secret. */
static __attribute__((unused)) int residue_is_harmless(uint64_t word) {
    uint32_t high = word >> 32, low = (uint32_t)word;
    int low_is_small = low < 0x10000 || low > 0xffff0000;
    int is_address = word >> 44 == 0x5 || word >> 44 == 0x7;
    int bytes = 0;
    for (int i = 0; i < 64; i += 8) bytes += (uint8_t)(word >> i) != 0;
    return bytes <= 2 || is_address || (low_is_small && (high < 0x10000 || high > 0xffff0000)) || word < 0x10000000;
}

/* What is left of a word when the painted bytes are taken off: those of a frame that nobody wrote. */
static __attribute__((unused)) uint64_t residue_unpainted(uint64_t word) {
    for (int i = 0; i < 64; i += 8) {
        if ((uint8_t)(word >> i) == (uint8_t)RESIDUE_PATTERN) word &= ~(0xffull << i);
    }
    return word;
}

/* Says what a call of that name has left: how many words, how far below, how many words of vector
 * registers, and a sample. What is still painted was not wiped: it counts within RESIDUE_WIPED. */
static __attribute__((noinline, unused)) void residue_say(const char *name) {
    size_t left = 0, at = 0, vectors = 0;
    for (size_t i = 0; i < RESIDUE_WORDS; i++) {
        size_t below = RESIDUE_WORDS - i;
        uint64_t word = residue_seen[i];
        int is_painted = word == RESIDUE_PATTERN && below > RESIDUE_FRAME;
        if (is_painted ? below <= RESIDUE_WIPED : !residue_is_harmless(residue_unpainted(word))) left++, at = below;
    }
    for (size_t i = 0; i < 64; i++) vectors += !residue_is_harmless(residue_unpainted(residue_vectors[i / 4][i % 4]));
    fprintf(stderr, "residue %s %zu %zu %zu %016llx\n", name, left, 8 * at, vectors,
            (unsigned long long)(at ? residue_seen[RESIDUE_WORDS - at] : 0));
}

/* What the module gives back to the heap must be wiped. Behind what was asked for, memory with an alignment of its own
 * may hold a word of the heap: glibc's link to no further block, which is the address of its place without 12 bits. */
void __real_free(void *memory);
void __wrap_free(void *memory);
void __wrap_free(void *memory) {
    if (memory && residue_inside) {
        const uint64_t *words = memory;
        size_t left = 0;
        for (size_t i = 0; i < malloc_usable_size(memory) / 8; i++) {
            int is_link = words[i] == (uintptr_t)&words[i] >> 12;
            left += !is_link && !residue_is_harmless(words[i]);
        }
        fprintf(stderr, "residue-heap %s %zu\n", residue_inside, left);
    }
    __real_free(memory);
}

#endif
