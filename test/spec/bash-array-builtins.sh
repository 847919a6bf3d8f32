# mapfile, read and printf of bash with arrays.

#### mapfile
printf "a\nb c\n\nd" | { mapfile x; declare -p x; }; printf "1\n2\n3\n4\n" | { mapfile -t -s 1 -n 2 y; declare -p y; }; mapfile -t z < /dev/null; declare -p z
## shells: bash
## STDOUT:
declare -a x=([0]=$'a\n' [1]=$'b c\n' [2]=$'\n' [3]="d")
declare -a y=([0]="2" [1]="3")
declare -a z=()
## END

#### mapfile with an origin, a delimiter and a callback
a=(x y z); mapfile -t -O 1 a <<< $'1\n2'; declare -p a; mapfile -t -d : b <<< "p:q:r"; declare -p b; cb() { echo "cb $1 [$2]"; }; mapfile -t -C cb -c 2 c <<< $'1\n2\n3\n4'
## shells: bash
## STDOUT:
declare -a a=([0]="x" [1]="1" [2]="2")
declare -a b=([0]="p" [1]="q" [2]=$'r\n')
cb 1 [2]
cb 3 [4]
## END

#### mapfile leaves the rest of a file
printf "1\n2\n3\n" > f; { mapfile -t -n 1 a; read r; } < f; echo "$a $r"
## shells: bash
## STDOUT:
1 2
## END

#### errors of mapfile
mapfile 1x < /dev/null; echo $?; mapfile -n x y < /dev/null; echo $?; mapfile -u 9 y; echo $?; declare -A h; mapfile h < /dev/null; echo $?; readarray -z; echo $?
## shells: bash
## STDOUT:
1
1
1
1
2
## END
## STDERR:
bash: line 1: mapfile: `1x': not a valid identifier
bash: line 1: mapfile: x: invalid line count
bash: line 1: mapfile: 9: invalid file descriptor: Bad file descriptor
bash: line 1: mapfile: h: not an indexed array
bash: line 1: readarray: -z: invalid option
readarray: usage: readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]
## END

#### read -a
read -a a <<< "1  2 3"; declare -p a; IFS=: read -ra b <<< "x:y::z:"; declare -p b; read -a c <<< ""; declare -p c; read "d[2]" <<< v; declare -p d
## shells: bash
## STDOUT:
declare -a a=([0]="1" [1]="2" [2]="3")
declare -a b=([0]="x" [1]="y" [2]="" [3]="z")
declare -a c=()
declare -a d=([2]="v")
## END

#### read -n, -N and -d
read -n 2 x <<< abcd; echo "$x"; read -N 3 x <<< $'a\nbcd'; printf "%q\n" "$x"; read -d : x <<< "p:q"; echo "$x"; read -n 0 x <<< abc; echo "[$x] $?"; read -rd "" x <<< $'l1\nl2'; echo "$x $?"
## shells: bash
## STDOUT:
ab
$'a\nb'
p
[] 0
l1
l2 1
## END

#### read without a name
read <<< "  a b  "; echo "[$REPLY]"; read -r <<< "a\\b"; echo "$REPLY"
## shells: bash
## STDOUT:
[  a b  ]
a\b
## END

#### read -t and -u
exec 5<<< "five"; read -u 5 x; echo $x; read -t 0 <<< x; echo $?; read -u 9 x; echo $?; read -t x y; echo $?
## shells: bash
## STDOUT:
five
0
1
1
## END
## STDERR:
bash: line 1: read: 9: invalid file descriptor: Bad file descriptor
bash: line 1: read: x: invalid timeout specification
## END

#### printf -v
printf -v x "%03d|" 1 2; echo "$x"; printf -v "a[3]" %s e; declare -p a; declare -A h; printf -v "h[k k]" v; declare -p h; printf -v 1x y; echo $?
## shells: bash
## STDOUT:
001|002|
declare -a a=([3]="e")
declare -A h=(["k k"]="v" )
2
## END
## STDERR:
bash: line 1: printf: `1x': not a valid identifier
## END

#### printf %q
printf "%q " "a b" "it's" "" $'t\tn\n' "~x" "a~" "x=~y" "#c" "a,b" "{x}" "*" "a:~b"; echo; printf "%Q|%10q|%-6q|\n" "a b" "x y" "z"
## shells: bash
## STDOUT:
a\ b it\'s '' $'t\tn\n' \~x a~ x=\~y \#c a\,b \{x\} \* a:\~b 
a\ b|      x\ y|z     |
## END

#### printf %(…)T
printf "%(%Y-%m-%d %H:%M:%S)T\n" 0 86399 1700000000; printf "%(%F %T %j %u %V %e %p %I)T|%s\n" 1557978599 x; printf "[%10.4(%Y-%m)T]\n" 0; printf -v y "%(%Y)T" -1; [ $y -ge 2024 ] && echo now
## shells: bash
## STDOUT:
1970-01-01 00:00:00
1970-01-01 23:59:59
2023-11-14 22:13:20
2019-05-16 03:49:59 136 4 20 16 AM 03|x
[      1970]
now
## END

#### declare traced
x="1 2"; set -x; declare -a a=(1 "2 3" $x); a+=(4); a[1]=$x; declare y=$x
## shells: bash
## STDERR:
+ a=('1' '2 3' '1' '2')
+ declare -a a
+ a+=(4)
+ a[1]='1 2'
+ declare 'y=1 2'
## END

#### hash -p, -t, -l
hash -p /some/path nosuch; hash -t nosuch; hash -tl nosuch; hash nosuch; hash -t nosuch; echo $?
## shells: bash
## STDOUT:
/some/path
builtin hash -p /some/path nosuch
1
## END
## STDERR:
bash: line 1: hash: nosuch: not found
bash: line 1: hash: nosuch: not found
## END

#### read -N into an array is one element
printf 'a b c' | { read -N 5 -a arr; declare -p arr; }
## shells: bash
## STDOUT:
declare -a arr=([0]="a b c")
## END
