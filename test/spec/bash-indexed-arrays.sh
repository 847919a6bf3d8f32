# Indexed arrays of bash: assignment, elements, expansion, unset.

#### a list is assigned, counted and expanded
a=(x "y z" "")
echo "${#a[@]}" "${a[0]}" "${a[1]}"
printf "<%s>" "${a[@]}"; echo
printf "<%s>" "${a[*]}"; echo
printf "<%s>" ${a[@]}; echo
## shells: bash
## STDOUT:
3 x y z
<x><y z><>
<x y z >
<x><y><z>
## END

#### words of a list are split and matched, values with a subscript are not
x="1 2"; touch f1 f2
a=($x [5]=$x f*)
declare -p a
## shells: bash
## STDOUT:
declare -a a=([0]="1" [1]="2" [5]="1 2" [6]="f1" [7]="f2")
## END

#### subscripts are expressions
i=3; a=([i]=x [i++]=y [i]=z)
a[1+1]=w; a[i-1]+=!
declare -p a; echo $i
## shells: bash
## STDOUT:
declare -a a=([2]="w" [3]="y!" [4]="z")
4
## END

#### a subscript in a list moves the next one
a=([5]=x y [2]=z w); declare -p a
## shells: bash
## STDOUT:
declare -a a=([2]="z" [3]="w" [5]="x" [6]="y")
## END

#### order is that of the subscripts
a[30]=c; a[2]=a; a[7]=b; echo "${a[@]}" "${!a[@]}"
## shells: bash
## STDOUT:
a b c 2 7 30
## END

#### negative subscripts count from the end
a=(1 2 3); a[-1]=z; echo "${a[-1]}" "${a[-3]}"
a[-9]=x
echo "status $?"
echo "[${a[-9]}]" $?
## shells: bash
## STDOUT:
z 1
status 1
[] 0
## END
## STDERR:
bash: line 2: a[-9]: bad array subscript
bash: line 4: a: bad array subscript
## END

#### appending
a=(1); a+=(2 3); a[0]+=x; a+=y; declare -p a
b=s; b+=(t); declare -p b
## shells: bash
## STDOUT:
declare -a a=([0]="1xy" [1]="2" [2]="3")
declare -a b=([0]="s" [1]="t")
## END

#### a variable is element 0 of itself
v=x; echo "${v[0]}" "${v[@]}" "${#v[@]}" "[${v[1]}]"; v[2]=y; declare -p v
## shells: bash
## STDOUT:
x x 1 []
declare -a v=([0]="x" [2]="y")
## END

#### an array by its name alone is element 0
a=(p q); echo $a "$a" ${#a}; a=r; declare -p a; unset "a[0]"; echo "[$a]"
## shells: bash
## STDOUT:
p p 1
declare -a a=([0]="r" [1]="q")
[]
## END

#### elements are unset one by one
a=(1 2 3 4); unset "a[1]" "a[-1]"; declare -p a; unset "a[9]"; echo $?; unset "a[@]"; declare -p a; unset a; declare -p a
## shells: bash
## STDOUT:
declare -a a=([0]="1" [2]="3")
0
declare -a a=()
## END
## STDERR:
bash: line 1: declare: a: not found
## END
## status: 1

#### unset of what is no element
x=1; unset "x[1]"; echo $? $x; unset "x[0]"; echo "[$x]"; a=(1); unset "a[-7]"; echo $?
## shells: bash
## STDOUT:
1 1
[]
1
## END
## STDERR:
bash: line 1: unset: x: not an array variable
bash: line 1: unset: [-7]: bad array subscript
## END

#### assignment sees the old values
a=(1 2); a=("${a[@]}" 3 "${a[0]}"); echo "${a[@]}"
## shells: bash
## STDOUT:
1 2 3 1
## END

#### separate fields only in double quotes with @
a=("a b" c)
set -- "${a[@]}"; echo $#
set -- ${a[@]}; echo $#
set -- "${a[*]}"; echo $#
set -- x"${a[@]}"y; echo $# "$1" "$2"
## shells: bash
## STDOUT:
2
3
1
2 xa b cy
## END

#### no elements make no field
a=(); set -- "${a[@]}"; echo $#; set -- "${a[*]}"; echo $#; set -- x"${a[@]}"; echo $#
## shells: bash
## STDOUT:
0
1
1
## END

#### * joins with the first character of IFS
a=(1 2 3); IFS=-; echo "${a[*]}"; x=${a[*]}; echo "$x"; x=${a[@]}; echo "$x"; IFS=; echo "${a[*]}"
## shells: bash
## STDOUT:
1-2-3
1-2-3
1 2 3
123
## END

#### default, alternative and assigning words
a=("" x); echo "${a[0]:-d}" "${a[0]-d}" "${a[7]-d}" "${a[1]:+alt}" "[${a[7]+alt}]"
echo "${a[3]:=new}"; declare -p a
e=(); echo "${e[@]-none}" "${a[@]:+some}"
## shells: bash
## STDOUT:
d  d alt []
new
declare -a a=([0]="" [1]="x" [3]="new")
none some
## END

#### assigning word for a whole array
c=(); echo "${c[@]:=x}"
echo "status $?"
## shells: bash
## STDOUT:
status 1
## END
## STDERR:
bash: line 1: c[@]: bad array subscript
## END

#### list to an element
a=(1); a[0]=(3 4)
echo "status $?"; declare -p a
## shells: bash
## STDOUT:
status 1
declare -a a=([0]="1")
## END
## STDERR:
bash: line 1: a[0]: cannot assign list to array member
## END

#### empty and foreign subscripts
a=(1); a[]=2
echo "status $?"
echo "${a[]}"
echo "status $?"
a[@]=3
echo "status $?"
a[1.5]=x
echo "status $?"
## shells: bash
## STDOUT:
status 1
status 1
status 1
## END
## STDERR:
bash: line 1: a[]: bad array subscript
bash: line 3: ${a[]}: bad substitution
bash: line 5: a[@]: bad array subscript
bash: line 7: 1.5: syntax error: invalid arithmetic operator (error token is ".5")
## END
## status: 1

#### huge subscripts
a[9223372036854775807]=x; a[4000000000]=y; echo "${!a[@]}"; echo "${#a[@]}"
## shells: bash
## STDOUT:
4000000000 9223372036854775807
2
## END

#### arrays in functions are local when they are declared there
a=(g); f() { local a=(l "${a[@]}"); a+=(m); echo "${a[@]}"; }; f; echo "${a[@]}"
g() { declare -g b=(1 2); local -a c; c+=(x); declare -p c; }; g; declare -p b
## shells: bash
## STDOUT:
l g m
g
declare -a c=([0]="x")
declare -a b=([0]="1" [1]="2")
## END

#### exported arrays are not passed on
export a=(1 2); env | grep "^a="; echo $?; declare -p a
## shells: bash
## STDOUT:
1
declare -ax a=([0]="1" [1]="2")
## END

#### a subshell has its own elements
a=(1 2); (a[0]=x; a+=(y); echo "${a[@]}"); echo "${a[@]}"; echo "$(a=(z); echo $a)" "${a[@]}"
## shells: bash
## STDOUT:
x 2 y
1 2
z 1 2
## END

#### braces make elements
a=({a,b}{1,2} {1..3}); echo "${#a[@]}" "${a[@]}"; b=([1]=x{1,2}); declare -p b
## shells: bash
## STDOUT:
7 a1 a2 b1 b2 1 2 3
declare -a b=([0]="[1]=x1" [1]="[1]=x2")
## END

#### comments and newlines in a list
a=(1 # one
2
  3 # three
)
echo "${a[@]}"
## shells: bash
## STDOUT:
1 2 3
## END

#### readonly arrays
readonly -a r=(1 2)
r[0]=x
echo "status $?"
r+=(3)
echo "status $?"
unset "r[0]"
echo "status $?"; echo "${r[@]}"
## shells: bash
## STDOUT:
status 1
status 1
status 1
1 2
## END
## STDERR:
bash: line 2: r: readonly variable
bash: line 4: r: readonly variable
bash: line 6: unset: r: cannot unset: readonly variable
## END

#### unset elements under set -u
set -u; a=(1); echo "${a[@]}" "${a[0]}"; e=(); echo "[${e[@]}]" "[${e[*]}]" "${#e[@]}"; (echo "${#none[@]}"); (echo "${a[5]}"); echo "${a[5]-d}"
## shells: bash
## STDOUT:
1 1
[] [] 0
d
## END
## STDERR:
bash: line 1: none: unbound variable
bash: line 1: a[5]: unbound variable
## END
