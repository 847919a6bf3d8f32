# declare, typeset, local, export, readonly and unset of bash.

#### integers are evaluated
declare -i n=3+4; n+=2; echo $n; n="n * 2"; echo $n; m=5; n=m; echo $n; declare +i n; n=1+1; echo $n
## shells: bash
## STDOUT:
9
18
5
1+1
## END

#### a wrong expression gives up the line
declare -i n=3+; echo not
echo "status $?"
n=4+; echo not
echo "status $?"
## shells: bash
## STDERR:
bash: line 1: declare: 3+: syntax error: operand expected (error token is "+")
## END
## status: 1

#### upper and lower case
declare -u U=aBc; U+=d; declare -l L=XyZ; echo $U $L; declare -c C=hELLO; echo $C; declare +u U; U=e; echo $U
## shells: bash
## STDOUT:
ABCD xyz
Hello
e
## END

#### declare -p
declare -r r=1; declare -x x="a b"; declare -i i=7; declare -ax ax=(1); declare v; declare e=; declare -p r x i ax v e; declare -p none; echo $?
## shells: bash
## STDOUT:
declare -r r="1"
declare -x x="a b"
declare -i i="7"
declare -ax ax=([0]="1")
declare -- v
declare -- e=""
1
## END
## STDERR:
bash: line 1: declare: none: not found
## END

#### declare -p quotes
a='x"y$z`w\v'; b=$'t\tn\n\001'; c="it's"; declare -p a b c; set | grep "^[abc]="
## shells: bash
## STDOUT:
declare -- a="x\"y\$z\`w\\v"
declare -- b=$'t\tn\n\001'
declare -- c="it's"
a='x"y$z`w\v'
b=$'t\tn\n\001'
c='it'\''s'
## END

#### @A and @a and @Q
s="a b"; declare -i n=3; a=(1 "x y"); echo "${s@A}" "${n@A}" "${a[@]@A}" "${a@A}"; echo "[${s@a}] [${n@a}] [${a@a}]"; echo "${s@Q}" "${a[@]@Q}" "${none@Q}"
## shells: bash
## STDOUT:
s='a b' declare -i n='3' declare -a a=([0]="1" [1]="x y") declare -a a='1'
[] [i] [a]
'a b' '1' 'x y' 
## END

#### @K and @k
a=(1 "x y"); echo "${a[@]@K}"; printf "<%s>" "${a[@]@k}"; echo; declare -A h=([k]=v); echo "${h[@]@K}"
## shells: bash
## STDOUT:
0 "1" 1 "x y"
<0><1><1><x y>
k "v" 
## END

#### a declaration does not split its values
x="a b"; declare y=$x z=x:$x; echo "$y" "$z"; export w=$x; readonly v=$x; echo "$w" "$v"; f() { local l=$x; echo "$l"; }; f
## shells: bash
## STDOUT:
a b x:a b
a b a b
a b
## END

#### only the name written out declares
x="a b"; d=declare; $d y=$x; echo "$y"; \declare z=$x; echo "$z"; command declare w=$x; echo "$w"; builtin declare v=$x; echo "$v"
## shells: bash
## STDOUT:
a
a
a
a
## END

#### declare in a function is local, with -g it is not
f() { declare a=1; declare -g b=2; typeset c=3; local d=4; echo $a $b $c $d; }; f; echo "${a-no} ${b-no} ${c-no} ${d-no}"
## shells: bash
## STDOUT:
1 2 3 4
no 2 no no
## END

#### declare -g sets the global behind a local
v=g; f() { local v=l; declare -g v=new; echo $v; }; f; echo $v
## shells: bash
## STDOUT:
l
new
## END

#### locals are seen by callees
f() { local v=f; g; echo "$v"; }; g() { echo "$v"; v=g; }; v=top; f; echo $v
## shells: bash
## STDOUT:
f
g
top
## END

#### unset of a local
v=top; f() { local v=l; unset v; echo "${v-unset}"; v=again; echo $v; }; f; echo $v
## shells: bash
## STDOUT:
unset
again
top
## END

#### unset in a callee uncovers what the local hid
v=top; f() { local v=l; g; echo "f:$v"; }; g() { unset v; echo "g:$v"; v=set; }; f; echo $v
## shells: bash
## STDOUT:
g:top
f:set
set
## END

#### local without a value is unset, but for what stands before the call
v=top; f() { local v; echo "${v-unset}"; }; f; v=given f
## shells: bash
## STDOUT:
unset
given
## END

#### a local takes over that it is exported
export v=top; f() { local v=l; env | grep "^v="; }; f
## shells: bash
## STDOUT:
v=l
## END

#### local outside of a function
local v=1; echo $? "${v-no}"
## shells: bash
## STDOUT:
1 no
## END
## STDERR:
bash: line 1: local: can only be used in a function
## END

#### local -
f() { local -; set -f; echo *; }; f; touch x; echo *; case $- in *f*) echo f;; esac
## shells: bash
## STDOUT:
*
x
## END

#### readonly variables
readonly r=1; r=2; echo not
echo "status $?"
unset r; echo $?; declare r=3; echo $?; f() { local r=4; echo $? $r; }; f; declare +r r; echo $?
## shells: bash
## STDOUT:
status 1
1
1
1 1
1
## END
## STDERR:
bash: line 1: r: readonly variable
bash: line 3: unset: r: cannot unset: readonly variable
bash: line 3: declare: r: readonly variable
environment: line 3: local: r: readonly variable
bash: line 3: declare: r: readonly variable
## END

#### readonly before a command and in read
readonly r=1; r=2 echo ran; read r <<< x; echo $? $r; printf -v r x; echo $?
## shells: bash
## STDOUT:
ran
1 1
1
## END
## STDERR:
bash: line 1: r: readonly variable
bash: line 1: r: readonly variable
bash: line 1: r: readonly variable
## END

#### assignments before unset and eval are a scope
x=top; x=tmp eval "unset x; echo [\$x]"; echo $x; x=tmp unset x; echo $x; f() { unset x; echo "[$x]"; }; x=tmp f
## shells: bash
## STDOUT:
[top]
top
top
[top]
## END

#### assignments before export stay
y=2 export y; echo $y; z=3 declare -x z; declare -p z
## shells: bash
## STDOUT:
2
declare -x z="3"
## END

#### export -n and +x
export a=1 b=2; export -n a; declare +x b; env | grep "^[ab]="; declare -p a b
## shells: bash
## STDOUT:
declare -- a="1"
declare -- b="2"
## END

#### invalid names
declare 1x=2; echo $?; export "a b"; echo $?; readonly -; echo $?; unset 1x; echo $?; unset -v 1x; echo $?
## shells: bash
## STDOUT:
1
1
1
0
1
## END
## STDERR:
bash: line 1: declare: `1x=2': not a valid identifier
bash: line 1: export: `a b': not a valid identifier
bash: line 1: readonly: `-': not a valid identifier
bash: line 1: unset: `1x': not a valid identifier
## END

#### invalid options
declare -z; echo $?; export -z; echo $?; unset -z; echo $?; unset -fv x; echo $?
## shells: bash
## STDOUT:
2
2
2
1
## END
## STDERR:
bash: line 1: declare: -z: invalid option
declare: usage: declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]
bash: line 1: export: -z: invalid option
export: usage: export [-fn] [name[=value] ...] or export -p
bash: line 1: unset: -z: invalid option
unset: usage: unset [-f] [-v] [-n] [name ...]
bash: line 1: unset: cannot simultaneously unset a function and a variable
## END

#### functions and variables are unset apart
f() { echo func; }; f=var; unset f; echo "[$f]"; f; unset f; f; echo $?; g() { :; }; unset -f g; declare -F g; echo $?
## shells: bash
## STDOUT:
[]
func
127
1
## END
## STDERR:
bash: line 1: f: command not found
## END

#### declare -F and -f
b() { echo b; }; a() { echo a; }; declare -F; declare -F a none; echo $?; declare -f a
## shells: bash
## STDOUT:
declare -f a
declare -f b
a
1
a () 
{ 
    echo a
}
## END

#### local -p lists the locals of the function
f() { local a b=2; local -i c=3; local -p; }; f
## shells: bash
## STDOUT:
declare -- a
declare -- b="2"
declare -i c="3"
## END
