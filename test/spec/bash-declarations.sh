#### a quoted list fills an array, not a text
arr=(old); declare 'arr=(new values)'; declare -p arr
declare -A map=([old]=1); declare 'map=([new]=v [other]=two)'; declare -p map
declare 's=(x y)'; declare -p s; readonly 'arr=(3)'; declare -p arr; declare -a 't=(1 2)'; declare -p t
## shells: bash
## STDOUT:
declare -a arr=([0]="new" [1]="values")
declare -A map=([new]="v" [other]="two" )
declare -- s="(x y)"
declare -ar arr=([0]="(3)" [1]="values")
declare -a t=([0]="1" [1]="2")
## END

#### a subscript behind declare is not split
declare -A m; key="a b"; declare m[$key]=v; declare -p m; index=3; declare 'i[$(echo 2)+index]=w'; declare -p i
## shells: bash
## STDOUT:
declare -A m=(["a b"]="v" )
declare -a i=([5]="w")
## END

#### listings by attribute show any
declare -r zzro=1; declare -t zztr=2; declare -rt zzboth=3; declare -prt | grep zz | sort
## shells: bash
## STDOUT:
declare -r zzro="1"
declare -rt zzboth="3"
declare -t zztr="2"
## END

#### single quotes alone
q="'"; declare -p q; declare | grep ^q=; echo "${q@Q}"; printf '%q\n' "$q"; set -x; echo "$q"
## shells: bash
## STDOUT:
declare -- q="'"
q=\'
\'
\'
'
## END
## STDERR:
+ echo \'
## END

#### readonly of a caller does not hinder local, a global one does
f() { local -r y=2; g; echo $y; }; g() { local y=3; echo $y; }; f; readonly z=1; h() { local z=2; echo "no $?"; }; h
## shells: bash
## STDOUT:
3
2
no 1
## END
## STDERR:
environment: line 1: local: z: readonly variable
## END

#### set -a exports no arrays
set -a; v=1; a=(1 2); b[0]=x; declare -p v a b
## shells: bash
## STDOUT:
declare -x v="1"
declare -a a=([0]="1" [1]="2")
declare -a b=([0]="x")
## END

#### declare -p of functions and of FUNCNAME
f() { :; }; declare -p -F f; declare -F f; declare -p FUNCNAME; g() { declare -p FUNCNAME; }; g
## shells: bash
## STDOUT:
declare -f f
f
declare -a FUNCNAME
declare -a FUNCNAME=([0]="g")
## END

#### $'' is shown as what it means
fn() { v=$'\t'; echo $'it\'s' "$'x'"; for (( i = 0 ; i < 1 ; i++ )); do :; done; }; declare -f fn
## shells: bash
## STDOUT:
fn () 
{ 
    v='	';
    echo 'it'\''s' "$'x'";
    for ((i = 0 ; i < 1 ; i++ ))
    do
        :;
    done
}
## END

#### references to references, and names of references
declare -n top=middle; declare -n middle=last; last=v; echo ${!top} $top; echo ${!t@} ${!mid*}
declare -n c2=last c3=c2 c4=c3 c5=c4 c6=c5 c7=c6 c8=c7 c9=c8; echo "$c9"; declare -n c10=c9; echo "[$c10]"
## shells: bash
## STDOUT:
last v
top middle
v
[]
## END

#### ${!x} under set -u
set -u; r=nosuch; echo ${!r}; echo not reached
## shells: bash
## STDERR:
bash: line 1: !r: unbound variable
## END
## status: 127

#### descriptors in array elements
exec {fd[0]}> out {fd[1]}< /dev/null; echo ${fd[@]}; echo hi >&${fd[0]}; exec {fd[0]}>&-; cat out
## shells: bash
## STDOUT:
10 11
hi
## END

#### FUNCNEST
FUNCNEST=5; f() { ((++n)); f; echo no; }; f; echo "not reached"
## shells: bash
## STDERR:
environment: line 1: f: maximum function nesting level exceeded (5)
## END
## status: 1
