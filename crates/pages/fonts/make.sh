#!/bin/sh
# Makes the two font files of the theme from their published packages. Needs npm and Python 3; writes beside itself.
# Run it again only to change the letters: the files are committed, and their names on the site follow their content.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --ignore-scripts --no-audit --no-fund @fontsource-variable/newsreader@5.3.0 @fontsource-variable/libre-franklin@5.3.0
python3 -m venv tools
tools/bin/pip install --quiet fonttools==4.68.0 brotli==1.2.1

# Letters of western and northern Europe, quotation marks and dashes. What is missing comes from the reader's system.
letters='U+0020-007E,U+00A0,U+00A1,U+00A3,U+00A7,U+00A9,U+00AB,U+00AD,U+00B0,U+00B7,U+00BB,U+00BF-00D6,U+00D8-00F6,U+00F8-00FF,U+0152-0153,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+20AC'

make() { # package file weights features name
  from=node_modules/@fontsource-variable/$1/files/$2
  tools/bin/fonttools varLib.instancer --quiet "$from" "wght=$3" -o "$5.ttf"
  tools/bin/pyftsubset "$5.ttf" --unicodes="$letters" --layout-features="$4" --flavor=woff2 --no-hinting \
    --drop-tables+=DSIG,meta --output-file="$here/$5.woff2"
  cp "node_modules/@fontsource-variable/$1/LICENSE" "$here/$5.LICENSE.txt"
}
make newsreader newsreader-latin-wght-normal.woff2 400:700 'kern,liga,mark,ccmp,rvrn,tnum' serif
make libre-franklin libre-franklin-latin-wght-normal.woff2 400:700 'kern,liga,mark,ccmp,tnum' sans

# The serif once more at one weight, for what is painted and not set: icons and placards.
pictures=$here/../../pictures/fonts
tools/bin/fonttools varLib.instancer --quiet node_modules/@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2 \
  wght=600 -o letters.woff2
tools/bin/pyftsubset letters.woff2 --unicodes="$letters" --layout-features=kern --no-hinting --drop-tables+=DSIG,meta,GSUB,STAT \
  --output-file=letters.subset.woff2
tools/bin/fonttools ttLib.woff2 decompress -o "$pictures/letters.ttf" letters.subset.woff2
cp node_modules/@fontsource-variable/newsreader/LICENSE "$pictures/letters.LICENSE.txt"
ls -l "$here"/*.woff2 "$pictures/letters.ttf"
