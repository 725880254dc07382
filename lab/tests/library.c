/* Loads the library that is its argument, hashes three bytes, and prints the status, whether the library is sealed, and
 * the hash value; with a second argument what the library says of itself as well. */
#include <qila.h>

#include <dlfcn.h>
#include <stdio.h>

int main(int count, char **arguments) {
    void *library = count >= 2 ? dlopen(arguments[1], RTLD_NOW) : NULL;
    if (!library) {
        fprintf(stderr, "%s\n", count >= 2 ? dlerror() : "usage: library FILE");
        return 1;
    }
    __typeof__(&qila_hash) hash = (__typeof__(&qila_hash))dlsym(library, "qila_hash");
    __typeof__(&qila_is_sealed) is_sealed = (__typeof__(&qila_is_sealed))dlsym(library, "qila_is_sealed");
    uint8_t out[QILA_SHA256_SIZE] = {0};
    size_t len = sizeof out;
    int status = hash(QILA_SHA256, (const uint8_t *)"abc", 3, out, &len);
    printf("%d %d ", status, (int)is_sealed());
    for (size_t i = 0; i < sizeof out; i++) printf("%02x", out[i]);
    printf("\n");
    if (count > 2) {
        __typeof__(&qila_status_text) status_text = (__typeof__(&qila_status_text))dlsym(library, "qila_status_text");
        uint8_t text[4096];
        len = sizeof text;
        if (status_text(text, &len) < 0) return 1;
        printf("%.*s\n", (int)len, (const char *)text);
    }
    return 0;
}
