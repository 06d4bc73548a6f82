"""What Guichet costs beside a bare floor on the same machine, in the same run: `make bench`."""
