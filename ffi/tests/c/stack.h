/* Measures the stack of each call of the module. stack_calls.h, which the test makes of qila.h, puts a measure around every one. */
#ifndef QILA_STACK_H
#define QILA_STACK_H

#include <qila.h>

#include <stdio.h>
#include <string.h>

#define STACK_ROOM (256 * 1024)
#define STACK_PATTERN 0x5a

/* How many calls were begun. A call during which another one was begun, by a callback, used the callback's stack, too. */
static unsigned long stack_calls __attribute__((unused));
/* Whether there is a callback. It counts what it is told, and no call restarts the module then. */
static int stack_has_callback __attribute__((unused));
#define stack_first(argument, ...) ((void *)(argument))

/* Paints the stack below the caller. */
static __attribute__((noinline, unused)) void stack_paint(void) {
    volatile uint8_t room[STACK_ROOM];
    for (size_t i = 0; i < sizeof room; i++) room[i] = STACK_PATTERN;
}

/* Counts the bytes below the caller that are not painted any more. */
static __attribute__((noinline, unused)) size_t stack_used(void) {
    volatile uint8_t room[STACK_ROOM];
    size_t painted = 4096; /* the compiler may have left arguments of the call on the stack, and this begins a little lower */
    while (painted < sizeof room && room[painted] == STACK_PATTERN) painted++;
    return sizeof room - painted;
}

static __attribute__((unused)) void stack_say(const char *name, size_t used) {
    fprintf(stderr, "stack %s %zu\n", name, used);
}

#endif
