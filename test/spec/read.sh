# read (XCU read).

#### one variable takes the line without its outer blanks
read x <<E
  a b  c  
E
echo "[$x]"
## STDOUT:
[a b  c]
## END

#### several variables, the last takes the rest
read a b <<E
one two  three  four 
E
echo "[$a][$b]"
## STDOUT:
[one][two  three  four]
## END

#### missing fields are empty
b=old; read a b <<E
one
E
echo "[$a][$b]"
## STDOUT:
[one][]
## END

#### a backslash joins lines and escapes
read x <<'E'
a\
b\ c\d
E
echo "[$x]"
## STDOUT:
[ab cd]
## END

#### -r keeps backslashes
read -r x <<'E'
a\b\
E
echo "[$x]"
## stdout-json: "[a\b\\]\n"
## OK busybox STDOUT:
[a\b\]
## END
## OK bash STDOUT:
[a\b\]
## END

#### an escaped blank does not separate
read a b <<'E'
x\ y z
E
echo "[$a][$b]"
## STDOUT:
[x y][z]
## END

#### the end of input gives status 1 and what was there
printf 'no newline' | { read x; echo "$? [$x]"; }
## STDOUT:
1 [no newline]
## END

#### an empty line
echo | { read x; echo "$? [$x]"; }
## STDOUT:
0 []
## END

#### nothing at all
: | { read x; echo "$? [$x]"; }
## STDOUT:
1 []
## END

#### IFS separates
IFS=: read a b c <<E
1:2:3:4
E
echo "[$a][$b][$c]"
## STDOUT:
[1][2][3:4]
## END

#### empty fields
IFS=: read a b c <<E
1::3
E
echo "[$a][$b][$c]"
## STDOUT:
[1][][3]
## END

#### a trailing delimiter belongs to the last field only when more follows
IFS=: read a b <<E
1:2:
E
echo "[$a][$b]"; IFS=: read a b <<E
1:2::
E
echo "[$a][$b]"; IFS=: read a <<E
1:
E
echo "[$a]"
## STDOUT:
[1][2]
[1][2::]
[1]
## END

#### an empty IFS keeps blanks
IFS= read x <<E
  a b  
E
echo "[$x]"
## STDOUT:
[  a b  ]
## END

#### mixed IFS
IFS=': ' read a b c <<E
 1 : 2 :  3 : 
E
echo "[$a][$b][$c]"
## STDOUT:
[1][2][3]
## END

#### only its line is taken from a shared descriptor
printf 'a\nb\nc\n' > f; exec < f; read x; cat; echo "x=$x"
## STDOUT:
b
c
x=a
## END

#### from a pipe, only its line
printf 'a\nb\nc\n' | { read x; echo "x=$x"; cat; }
## STDOUT:
x=a
b
c
## END

#### a loop over lines
printf '1 one\n2 two\n' | while read n w; do echo "$w=$n"; done
## STDOUT:
one=1
two=2
## END

#### the last line without a newline is lost in a loop
printf 'a\nb' | while read x; do echo "$x"; done
## STDOUT:
a
## END

#### cat in the loop eats the rest
printf 'a\nb\nc\n' | while read x; do echo "x=$x"; cat; done
## STDOUT:
x=a
b
c
## END

#### the variable in a pipeline is gone afterwards
x=old; echo new | read x; echo $x
## STDOUT:
old
## END

#### without a variable
## shells: dash
read; echo "status $?"
## STDOUT:
status 2
## END
## STDERR:
dash: 1: read: arg count
## END

#### REPLY
## shells: busybox bash
echo '  a b ' | { read -r; echo "[$REPLY]"; }
## STDOUT:
[  a b ]
## END

#### a readonly variable
## shells: dash
readonly r; echo a | (read r; echo "status $?")
## STDOUT:
status 2
## END
## STDERR:
dash: 1: read: r: is read only
## END

#### a bad name
## shells: dash
echo a | { read 1x; echo "status $?"; }
## STDOUT:
status 2
## END
## STDERR:
dash: 1: read: 1x: bad variable name
## END

#### NUL bytes are dropped
printf 'a\0b\n' | { read x; echo "[$x]"; }
## STDOUT:
[ab]
## END

#### read with -n, -d and -t
## shells: bash
printf 'abc:def' | { read -n 2 x; read -d : y; read -t 1 z; echo "$x $y $z $?"; }
## STDOUT:
ab c def 1
## END

#### an array
## shells: bash
echo 'a b c' | { read -a v; echo "${v[1]} ${#v[@]}"; }
## STDOUT:
b 3
## END

#### a field of only delimiters
IFS=, read a b c <<E
,,
E
echo "[$a][$b][$c]"
## STDOUT:
[][][]
## END

#### more variables than IFS whitespace fields
read a b c d <<E
 x   y 
E
echo "[$a][$b][$c][$d]"
## STDOUT:
[x][y][][]
## END

#### lines that are joined
IFS=': '
read -r x <<E
E
read x y <<'E'
a\
 :b
E
echo "[$x] [$y]"
## STDOUT:
[a] [b]
## END
