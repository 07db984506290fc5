#!/usr/bin/env python3
"""Writes a C++ file that embeds a directory of web files, each as it is and compressed: embed_assets.py <directory> <output folder>."""
import gzip
import hashlib
import pathlib
import re
import subprocess
import sys

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".wasm": "application/wasm",
    ".ico": "image/x-icon",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
COMPRESSED_ALREADY = {".png", ".jpg", ".webp", ".woff2", ".ico"}
# Vite puts the content's hash into the names of what it bundles, and only there.
HASHED = re.compile(r"^/assets/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9.]+$")


def variants(path: pathlib.Path, data: bytes) -> dict[str, bytes]:
    """The codings that are worth sending: identity always, others where they are smaller."""
    out = {"identity": data}
    if path.suffix in COMPRESSED_ALREADY:
        return out
    out["gzip"] = gzip.compress(data, 9, mtime=0)
    out["brotli"] = subprocess.run(["brotli", "-q", "11", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout
    return {name: variant for name, variant in out.items() if name == "identity" or len(variant) < len(data)}


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    source, out = map(pathlib.Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    files = sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else []
    sections, symbols, rows = [], [], []
    for number, path in enumerate(files):
        name = "/" + path.relative_to(source).as_posix()
        if path.suffix not in CONTENT_TYPES:
            print(f"{path}: no content type is known for {path.suffix!r}; add it to tools/embed_assets.py", file=sys.stderr)
            return 1
        data = path.read_bytes()
        fields = {}
        for coding, bytes_ in variants(path, data).items():
            blob = out / f"{number}.{coding}"
            blob.write_bytes(bytes_)
            symbol = f"backbeat_asset_{number}_{coding}"
            sections.append(f'    "{symbol}: .incbin \\"{blob.as_posix()}\\"\\n"')
            symbols.append(f"extern const char {symbol}[];")
            fields[coding] = f"{{{symbol}, {len(bytes_)}}}"
        digest = hashlib.sha256(data).hexdigest()[:16]
        rows.append(
            f'    Asset{{.path = "{name}", .content_type = "{CONTENT_TYPES[path.suffix]}", .etag = "\\"{digest}\\"", '
            f'.identity = {fields["identity"]}, .gzip = {fields.get("gzip", "{}")}, .brotli = {fields.get("brotli", "{}")}, '
            f'.is_immutable = {"true" if HASHED.match(name) else "false"}}},'
        )
    body = ["// Made by tools/embed_assets.py.", '#include "http/assets.hpp"', ""]
    if rows:
        body += ["asm(", '    ".pushsection .rodata\\n"', *sections, '    ".popsection\\n");', 'extern "C" {', *symbols, "}", ""]
    body += ["namespace backbeat::http {", ""]
    if rows:
        body += ["AssetTable web_assets() {", "  static const Asset table[] = {", *rows, "  };", "  return table;", "}"]
    else:
        body += ["AssetTable web_assets() { return {}; }"]
    body += ["", "}  // namespace backbeat::http", ""]
    (out / "web_assets.cpp").write_text("\n".join(body))
    return 0


if __name__ == "__main__":
    sys.exit(main())
