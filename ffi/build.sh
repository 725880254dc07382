#!/bin/sh
# Builds the library so that no path of this machine is in it: the same sources, compiler and
# settings give the same bytes in every folder, and so the same seal.
#   usage: [VARIABLE=VALUE ...] ffi/build.sh [ARGUMENTS OF cargo build ...]
# Variables: those of cargo; flags in RUSTFLAGS go before those of this script.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
separator=$(printf '\037')
flags=$(printf '%s' "${RUSTFLAGS:-}" | tr -s ' ' "$separator")
# The last that fits counts, so the folders that may lie in others come later.
for path in "${CARGO_HOME:-$HOME/.cargo}=/cargo" "$here=/qila" "${CARGO_TARGET_DIR:-$here/target}=/target"; do
    flags="${flags:+$flags$separator}--remap-path-prefix=$path"
done
export CARGO_ENCODED_RUSTFLAGS="$flags"
cd "$here"
exec cargo build --release --locked -p qila-ffi "$@"
