"""Mine data: all that is held about somebody, in words and as a package."""
