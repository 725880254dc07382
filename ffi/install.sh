#!/bin/sh
# Installs the library, its headers and what pkg-config and CMake need.
#   usage: [PREFIX=/usr/local] [DESTDIR=] ffi/install.sh [FOLDER]
# FOLDER holds libqila.so and libqila.a, target/release unless given. Build and seal them first (see README.md here).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
from=${1:-$here/../target/release}
prefix=${PREFIX:-/usr/local}
to=${DESTDIR:-}$prefix
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$here/../Cargo.toml" | head -n 1)
major=${version%%.*}

mkdir -p "$to/lib/pkgconfig" "$to/lib/cmake/Qila" "$to/include/qila"
cp "$from/libqila.so" "$to/lib/libqila.so.$version"
ln -sf "libqila.so.$version" "$to/lib/libqila.so.$major"
ln -sf "libqila.so.$major" "$to/lib/libqila.so"
cp "$from/libqila.a" "$to/lib/libqila.a"
cp "$here/include/qila.h" "$here/include/qila.hpp" "$to/include/"
cp "$here"/include/qila/*.hpp "$to/include/qila/"

cat > "$to/lib/pkgconfig/qila.pc" <<END
prefix=$prefix
libdir=\${prefix}/lib
includedir=\${prefix}/include

Name: Qila
Description: A FIPS 140-3-style cryptographic module; not validated
Version: $version
Cflags: -I\${includedir}
Libs: -L\${libdir} -lqila
Libs.private: -lpthread -ldl -lm
END

cat > "$to/lib/cmake/Qila/QilaConfig.cmake" <<'END'
# Gives the target Qila::qila.
get_filename_component(_qila_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
if(NOT TARGET Qila::qila)
  add_library(Qila::qila SHARED IMPORTED)
  set_target_properties(Qila::qila PROPERTIES
    IMPORTED_LOCATION "${_qila_prefix}/lib/libqila.so"
    INTERFACE_INCLUDE_DIRECTORIES "${_qila_prefix}/include")
endif()
unset(_qila_prefix)
END
cat > "$to/lib/cmake/Qila/QilaConfigVersion.cmake" <<END
set(PACKAGE_VERSION "$version")
if(PACKAGE_FIND_VERSION VERSION_GREATER PACKAGE_VERSION)
  set(PACKAGE_VERSION_COMPATIBLE FALSE)
else()
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
END
