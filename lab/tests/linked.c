/* Hashes three bytes with the library it is linked with, and prints the status, whether the image is sealed, and the hash value. */
#include <qila.h>

#include <stdio.h>

int main(void) {
    uint8_t out[QILA_SHA256_SIZE] = {0};
    size_t len = sizeof out;
    int status = qila_hash(QILA_SHA256, (const uint8_t *)"abc", 3, out, &len);
    printf("%d %d ", status, (int)qila_is_sealed());
    for (size_t i = 0; i < sizeof out; i++) printf("%02x", out[i]);
    printf("\n");
    return 0;
}
