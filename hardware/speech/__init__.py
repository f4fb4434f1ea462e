"""Reading aloud: a Protocol, Debian's espeak-ng, and a virtual twin that keeps what was said."""
