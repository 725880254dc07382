"""What computes the answers, in the words of the MANIFEST."""

import platform
import ssl
import subprocess

import cryptography
from cryptography.hazmat.backends.openssl.backend import backend


def _output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


PYTHON = f"Python {platform.python_version()}, {ssl.OPENSSL_VERSION}"
CRYPTOGRAPHY = f"cryptography {cryptography.__version__}, {backend.openssl_version_text()}"
PACKAGE = f"Python package {CRYPTOGRAPHY}"
OPENSSL = _output("openssl", "version").split(" (")[0]
PERL = f"Perl Digest::SHA {_output('perl', '-MDigest::SHA', '-e', 'print $Digest::SHA::VERSION')}"
