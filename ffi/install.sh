#!/bin/sh
# Installs the library, its headers, the sealing tool, man pages and what pkg-config and CMake need.
#   usage: [VARIABLE=VALUE ...] ffi/install.sh [--uninstall] [FOLDER]
# FOLDER holds what cargo built (README.md here says how), target/release unless given.
# Variables: PREFIX=/usr/local; BINDIR, LIBDIR, INCLUDEDIR and MANDIR below it; and DESTDIR, the root
# of a package that is being made.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=${PREFIX:-/usr/local}
bindir=${BINDIR:-$prefix/bin}
libdir=${LIBDIR:-$prefix/lib}
includedir=${INCLUDEDIR:-$prefix/include}
mandir=${MANDIR:-$prefix/share/man}
root=${DESTDIR:-}
version=$(sed -n 's/^#define QILA_VERSION "\(.*\)"$/\1/p' "$here/include/qila.h")
minor=${version%.*}
major=${version%%.*}
# The number of the interface: until 1.0 every minor version has one of its own.
soversion=$major
[ "$major" != 0 ] || soversion=$minor

# place MODE FILE PATH, alias TARGET PATH, text PATH: the steps, which --uninstall takes back.
if [ "${1:-}" = --uninstall ]; then
    shift
    doing=removed
    place() { rm -f "$root$3"; }
    alias_of() { rm -f "$root$2"; }
    text() { cat >/dev/null; rm -f "$root$1"; }
else
    doing=installed
    place() {
        mkdir -p "$(dirname "$root$3")"
        install -m "$1" "$2" "$root$3"
    }
    alias_of() { ln -sf "$1" "$root$2"; }
    text() {
        mkdir -p "$(dirname "$root$1")"
        cat >"$root$1"
        chmod 644 "$root$1"
    }
fi
from=${1:-${CARGO_TARGET_DIR:-$here/../target}/release}

place 755 "$from/libqila.so" "$libdir/libqila.so.$version"
alias_of "libqila.so.$version" "$libdir/libqila.so.$soversion"
alias_of "libqila.so.$soversion" "$libdir/libqila.so"
place 644 "$from/libqila.a" "$libdir/libqila.a"
for header in qila.h qila.hpp $(cd "$here/include" && echo qila/*.hpp); do
    place 644 "$here/include/$header" "$includedir/$header"
done
# The tools, where they were built, and their pages.
for tool in seal/qila-seal seal/cargo-qila lab/qila; do
    name=${tool#*/}
    page=$here/../${tool%/*}/man/$name.1
    [ $doing = installed ] && [ ! -x "$from/$name" ] || place 755 "$from/$name" "$bindir/$name"
    [ $doing = installed ] && [ ! -x "$from/$name" -o ! -f "$page" ] || place 644 "$page" "$mandir/man1/$name.1"
done

text "$libdir/pkgconfig/qila.pc" <<END
prefix=$prefix
libdir=$libdir
includedir=$includedir

Name: Qila
Description: A FIPS 140-3-style cryptographic module; not validated
Version: $version
Cflags: -I\${includedir}
Libs: -L\${libdir} -lqila
Libs.private: -lpthread -ldl -lm
END

# From the folder of CMake's files to the others: by steps, so that the tree can be moved, where they lie in one tree.
steps=$(printf %s "${libdir#"$prefix"/}" | sed 's|[^/][^/]*|..|g')
tree="\${_qila_libdir}/$steps"
[ "$libdir" != "${libdir#"$prefix"/}" ] || tree=$prefix
beside() { case $1 in "$prefix"/*) echo "$tree/${1#"$prefix"/}" ;; *) echo "$1" ;; esac; }

text "$libdir/cmake/qila/qila-config.cmake" <<END
# Gives the targets qila::qila, the shared library, and qila::static. A program with the static one
# inside is sealed itself, after every link: qila_seal(TARGET) adds that step.
get_filename_component(_qila_libdir "\${CMAKE_CURRENT_LIST_DIR}/../.." REALPATH)
get_filename_component(_qila_include "$(beside "$includedir")" ABSOLUTE)
get_filename_component(_qila_bin "$(beside "$bindir")" ABSOLUTE)
if(NOT TARGET qila::qila)
  add_library(qila::qila SHARED IMPORTED)
  set_target_properties(qila::qila PROPERTIES
    IMPORTED_LOCATION "\${_qila_libdir}/libqila.so.$version"
    IMPORTED_SONAME "libqila.so.$soversion"
    INTERFACE_INCLUDE_DIRECTORIES "\${_qila_include}")
  add_library(qila::static STATIC IMPORTED)
  set_target_properties(qila::static PROPERTIES
    IMPORTED_LOCATION "\${_qila_libdir}/libqila.a"
    INTERFACE_LINK_LIBRARIES "pthread;dl;m"
    INTERFACE_INCLUDE_DIRECTORIES "\${_qila_include}")
endif()
find_program(QILA_SEAL qila-seal HINTS "\${_qila_bin}")
if(NOT COMMAND qila_seal)
  # Seals a program or library after every link. Its RPATH is that of the installation from the
  # beginning, since CMake would write it at install and break the seal.
  function(qila_seal target)
    if(NOT QILA_SEAL)
      message(FATAL_ERROR "qila_seal: the tool qila-seal is not found; set QILA_SEAL to its path")
    endif()
    set_target_properties(\${target} PROPERTIES BUILD_WITH_INSTALL_RPATH ON)
    add_custom_command(TARGET \${target} POST_BUILD COMMAND "\${QILA_SEAL}" "\$<TARGET_FILE:\${target}>" VERBATIM)
  endfunction()
endif()
unset(_qila_libdir)
unset(_qila_include)
unset(_qila_bin)
END
text "$libdir/cmake/qila/qila-config-version.cmake" <<END
# Until 1.0 a minor version keeps its interface and no other has the same; from then on a major one.
set(PACKAGE_VERSION "$version")
set(_qila_asked "\${PACKAGE_FIND_VERSION_MAJOR}")
if("$major" EQUAL 0 AND PACKAGE_FIND_VERSION_COUNT GREATER 1)
  set(_qila_asked "\${_qila_asked}.\${PACKAGE_FIND_VERSION_MINOR}")
elseif("$major" EQUAL 0 AND PACKAGE_FIND_VERSION_MAJOR EQUAL 0)
  set(_qila_asked "$soversion")
endif()
set(PACKAGE_VERSION_COMPATIBLE FALSE)
if(_qila_asked VERSION_EQUAL "$soversion" AND NOT PACKAGE_FIND_VERSION VERSION_GREATER PACKAGE_VERSION)
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
if(PACKAGE_FIND_VERSION VERSION_EQUAL PACKAGE_VERSION)
  set(PACKAGE_VERSION_EXACT TRUE)
endif()
if(CMAKE_SIZEOF_VOID_P AND NOT CMAKE_SIZEOF_VOID_P EQUAL 8)
  set(PACKAGE_VERSION_UNSUITABLE TRUE)
endif()
unset(_qila_asked)
END

if [ $doing = removed ]; then
    for folder in "$libdir/cmake/qila" "$includedir/qila"; do
        [ ! -d "$root$folder" ] || rmdir "$root$folder" 2>/dev/null || echo "$root$folder holds other files and stays"
    done
    echo "removed Qila $version from $root$prefix"
    exit
fi

library=$root$libdir/libqila.so.$version
tool=$from/qila-seal
[ -x "$tool" ] || tool=$(command -v qila-seal || true)
echo "installed Qila $version to $root$prefix"
if [ -z "$tool" ]; then
    echo "whether the library is sealed is not known: cargo build --release -p qila-seal, then install again" >&2
elif "$tool" --check "$library" >/dev/null 2>&1; then
    echo "the library is sealed"
else
    echo "the library is NOT SEALED, so no service is approved. Seal it, after strip:" >&2
    echo "    $tool $library" >&2
fi
[ -z "$root" ] || exit 0
echo "for the loader to find it: ldconfig (as root) if $libdir is among its folders (/etc/ld.so.conf); if not,"
echo "    PKG_CONFIG_PATH=$libdir/pkgconfig, CMAKE_PREFIX_PATH=$prefix, and -Wl,-rpath,$libdir at link"
