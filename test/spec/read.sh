# read (XCU read).

#### one variable takes the line without its outer blanks
read x <<E
  a b  c  
E
echo "[$x]"

#### several variables, the last takes the rest
read a b <<E
one two  three  four 
E
echo "[$a][$b]"

#### missing fields are empty
b=old; read a b <<E
one
E
echo "[$a][$b]"

#### a backslash joins lines and escapes
read x <<'E'
a\
b\ c\d
E
echo "[$x]"

#### -r keeps backslashes
read -r x <<'E'
a\b\
E
echo "[$x]"

#### an escaped blank does not separate
read a b <<'E'
x\ y z
E
echo "[$a][$b]"

#### the end of input gives status 1 and what was there
printf 'no newline' | { read x; echo "$? [$x]"; }

#### an empty line
echo | { read x; echo "$? [$x]"; }

#### nothing at all
: | { read x; echo "$? [$x]"; }

#### IFS separates
IFS=: read a b c <<E
1:2:3:4
E
echo "[$a][$b][$c]"

#### empty fields
IFS=: read a b c <<E
1::3
E
echo "[$a][$b][$c]"

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

#### an empty IFS keeps blanks
IFS= read x <<E
  a b  
E
echo "[$x]"

#### mixed IFS
IFS=': ' read a b c <<E
 1 : 2 :  3 : 
E
echo "[$a][$b][$c]"

#### only its line is taken from a shared descriptor
printf 'a\nb\nc\n' > f; exec < f; read x; cat; echo "x=$x"

#### from a pipe, only its line
printf 'a\nb\nc\n' | { read x; echo "x=$x"; cat; }

#### a loop over lines
printf '1 one\n2 two\n' | while read n w; do echo "$w=$n"; done

#### the last line without a newline is lost in a loop
printf 'a\nb' | while read x; do echo "$x"; done

#### cat in the loop eats the rest
printf 'a\nb\nc\n' | while read x; do echo "x=$x"; cat; done

#### the variable in a pipeline is gone afterwards
x=old; echo new | read x; echo $x

#### without a variable
## shells: dash
read; echo "status $?"

#### REPLY
## shells: busybox bash
echo '  a b ' | { read -r; echo "[$REPLY]"; }

#### a readonly variable
## shells: dash
readonly r; echo a | (read r; echo "status $?")

#### a bad name
## shells: dash
echo a | { read 1x; echo "status $?"; }

#### NUL bytes are dropped
printf 'a\0b\n' | { read x; echo "[$x]"; }

#### read with -n, -d and -t
## shells: bash
printf 'abc:def' | { read -n 2 x; read -d : y; read -t 1 z; echo "$x $y $z $?"; }

#### an array
## shells: bash
echo 'a b c' | { read -a v; echo "${v[1]} ${#v[@]}"; }

#### a field of only delimiters
IFS=, read a b c <<E
,,
E
echo "[$a][$b][$c]"

#### more variables than IFS whitespace fields
read a b c d <<E
 x   y 
E
echo "[$a][$b][$c][$d]"
