"""The packed parts that a PDF reader opens by itself, measured without being kept."""

import re
import zlib
from mmap import ACCESS_READ, mmap
from pathlib import Path

LARGEST = 64 * 1024 * 1024  # bytes, once open, of all the parts that say where the objects are
STEP = 1 << 20
HEADER = 2048  # bytes before a stream where its dictionary is looked for
BEGINNING = re.compile(rb"stream\r?\n")


def swells(path: Path) -> bool:
    """Whether the tables of objects (`ObjStm`, `XRef`) grow beyond all measure when they are opened."""
    opened = 0
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        for found in BEGINNING.finditer(content):
            header = content[max(0, found.start() - HEADER) : found.start()].rpartition(b"obj")[2]
            if b"ObjStm" in header or b"XRef" in header or b"#" in header:
                opened += size_once_open(content, found.end())
                if opened > LARGEST:
                    return True
    return False


def size_once_open(content: mmap, start: int) -> int:
    """Bytes given by the zlib stream that begins here; at most a little more than `LARGEST`."""
    reader, size, place = zlib.decompressobj(), 0, start
    try:
        while not reader.eof and size <= LARGEST and place < len(content):
            block = content[place : place + STEP]
            place += STEP
            while block and size <= LARGEST:
                size += len(reader.decompress(block, STEP))
                block = reader.unconsumed_tail
    except zlib.error:
        return size
    return size
