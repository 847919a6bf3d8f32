# References: declare -n, and ${!name}.

#### a reference reads and writes its target
declare -n r=x; r=1; echo $x; x=2; echo $r "${r}" ${#r} ${!r}; declare -p r; unset r; echo "${x-unset}"; unset -n r; declare -p r
## shells: bash
## STDOUT:
1
2 2 1 x
declare -n r="x"
unset
## END
## STDERR:
bash: line 1: declare: r: not found
## END
## status: 1

#### a reference to an array and its elements
a=(1 2 3); declare -n r=a; echo "${r[1]}" "${#r[@]}" "${!r[@]}"; r[1]=x; r+=(y); declare -p a; declare -n e="a[0]"; e=z; echo $e "${a[0]}"
## shells: bash
## STDOUT:
2 3 0 1 2
declare -a a=([0]="1" [1]="x" [2]="3" [3]="y")
z z
## END

#### a function writes through its argument
f() { local -n out=$1; out=done; }; f result; echo $result; g() { local -n arr=$1; arr+=(x); }; list=(a); g list; echo "${list[@]}"
## shells: bash
## STDOUT:
done
a x
## END

#### a reference is told where to later
declare -n r; r=t; r=5; echo $t; declare -p r
## shells: bash
## STDOUT:
5
declare -n r="t"
## END

#### circles
declare -n a=b b=a; echo "[$a]"; a=1
echo "status $?"; declare -n s=s; echo $?
## shells: bash
## STDOUT:
[]
status 1
1
## END
## STDERR:
bash: line 1: warning: a: circular name reference
bash: line 1: warning: a: circular name reference
bash: line 2: declare: s: nameref variable self references not allowed
## END

#### bad targets
declare -n r=1x; echo $?; declare -n r="a b"; echo $?; declare -n r=; echo $?
## shells: bash
## STDOUT:
1
1
1
## END
## STDERR:
bash: line 1: declare: `1x': invalid variable name for name reference
bash: line 1: declare: `a b': invalid variable name for name reference
bash: line 1: declare: `': not a valid identifier
## END

#### attributes go to the target
declare -n r=n; declare -i r; n=1+1; echo $n; declare -x r; declare -p n r
## shells: bash
## STDOUT:
2
declare -ix n="2"
declare -n r="n"
## END

#### test -R and -v
declare -n r=x; [[ -R r ]]; echo $?; [[ -v r ]]; echo $?; x=1; [[ -v r ]]; echo $?
## shells: bash
## STDOUT:
0
1
0
## END

#### indirection
x=v y=x; echo "${!y}" "${!y:-d}" "${!y:0:1}" "${!y/v/w}"; a=(p q); r="a[1]"; echo "${!r}"; r="a[@]"; printf "<%s>" "${!r}"; echo; set -- one; n=1; echo ${!n} ${!#}
## shells: bash
## STDOUT:
v v v w
q
<p><q>
one one
## END

#### indirection through nothing
echo "${!none}"
echo "status $?"
e=; echo "${!e}"
echo "status $?"
b="a b"; echo "${!b}"
echo "status $?"
declare u; echo "[${!u}]"
## shells: bash
## STDOUT:
status 1
status 1
status 1
[]
## END
## STDERR:
bash: line 1: none: invalid indirect expansion
bash: line 3: : invalid variable name
bash: line 5: a b: invalid variable name
## END

#### names by prefix
pre_b=1 pre_a=2 pre_c=; echo ${!pre_*}; printf "<%s>" "${!pre_@}"; echo; IFS=-; echo "${!pre_*}"; unset pre_a; echo ${!pre_*}
## shells: bash
## STDOUT:
pre_a pre_b pre_c
<pre_a><pre_b><pre_c>
pre_a-pre_b-pre_c
pre_b pre_c
## END
