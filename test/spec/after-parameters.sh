# What stands directly behind a quoted "$@".

#### an expansion of nothing takes the last empty parameter away
p() { printf '[%s]' "$@"; echo; }; e=
for t in 1 2 3; do case $t in 1) set -- '';; 2) set -- a '';; 3) set -- '' a;; esac; p "$@"$e; p "$@"''$e; p "$@"$e"$@"; p $e"$@"; done
## shells: dash busybox
## STDOUT:
[]
[]
[]
[]
[a]
[a][]
[a][a][]
[a][]
[][a]
[][a]
[][a][a]
[][a]
## END

#### white space there, and behind an expansion of nothing
p() { printf '[%s]' "$@"; echo; }; e= s=' x'
for t in 1 2 3 4; do case $t in 1) set --;; 2) set -- '';; 3) set -- a '';; 4) set -- '' a;; esac; p "$@"$s; p "$@"$e$s; p a"$@"$s; p "$@"$s"$@"; done
## shells: dash busybox
## STDOUT:
[x]
[x]
[a][x]
[x]
[][x]
[x]
[a][x]
[][x]
[a][][x]
[a][x]
[aa][][x]
[a][][xa][]
[][a][x]
[][a][x]
[a][a][x]
[][a][x][a]
## END

#### several white spaces, which dash counts one by one
p() { printf '[%s]' "$@"; echo; }; s='  x  y '
for t in 1 2 3; do case $t in 1) set --;; 2) set -- '';; 3) set -- a b;; esac; p "$@"$s; p $s"$@"$s; p "$@ "$s; done
## shells: dash busybox
## STDOUT:
[x][y]
[x][y][x][y]
[ ][x][y]
[][][x][][y]
[x][y][][][x][][y]
[ ][][x][][y]
[a][b][][x][][y]
[x][y][a][b][][x][][y]
[a][b ][][x][][y]
## END
## OK busybox STDOUT:
[x][y]
[x][y][x][y]
[ ][x][y]
[][x][y]
[x][y][][x][y]
[ ][x][y]
[a][b][x][y]
[x][y][a][b][x][y]
[a][b ][x][y]
## END

#### white space and other delimiters
p() { printf '[%s]' "$@"; echo; }; IFS=': ' s=' : x::y: '
for t in 1 2 3; do case $t in 1) set --;; 2) set -- '';; 3) set -- a b;; esac; p "$@"$s; p $s"$@"$s; done
## shells: dash busybox
## STDOUT:
[][x][][y]
[][x][][y][][x][][y]
[][][][x][][y][]
[][x][][y][][][][x][][y][]
[a][b][][][x][][y][]
[][x][][y][a][b][][][x][][y][]
## END
## OK busybox STDOUT:
[][x][][y]
[][x][][y][][x][][y]
[][][x][][y]
[][x][][y][][][x][][y]
[a][b][][x][][y]
[][x][][y][a][b][][x][][y]
## END
