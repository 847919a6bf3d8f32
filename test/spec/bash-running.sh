# Small things that bash does while it runs.

#### break in the condition of a loop
while i_0=$((i_0+1)); [ $i_0 -lt 3 ] || break; echo u
do false
done; echo $?
## shells: bash
## STDOUT:
u
u
0
## END

#### a program when PATH is empty
PATH=; cat f1
## shells: bash
## STDERR:
bash: line 1: cat: No such file or directory
## END
## status: 127

#### . of a directory
. ./nosuch; echo $?; mkdir d; . ./d; echo $?; . /; source d
## shells: bash
## STDOUT:
1
1
## END
## STDERR:
bash: line 1: ./nosuch: No such file or directory
bash: line 1: .: ./d: is a directory
bash: line 1: .: /: is a directory
bash: line 1: source: d: is a directory
## END
## status: 1

#### the level of xtrace
set -x; trap 'echo bye' EXIT; eval 'echo a'; f() { eval 'exit 3'; }; f
## shells: bash
## STDOUT:
a
bye
## END
## STDERR:
+ trap 'echo bye' EXIT
+ eval 'echo a'
++ echo a
+ f
+ eval 'exit 3'
++ exit 3
+ echo bye
## END
## status: 3

#### xtrace of . and eval
echo 'echo in; eval "echo ev"; . ./e2' >e; echo 'echo e2' > e2; set -x; . ./e
## shells: bash
## STDOUT:
in
ev
e2
## END
## STDERR:
+ . ./e
++ echo in
++ eval 'echo ev'
+++ echo ev
++ . ./e2
+++ echo e2
## END

#### xtrace comes before redirections
set -x; echo a > nodir/x; b=1 echo x >$(echo nodir/b); { echo u; } > nodir/x; f() { echo f; }; f > nodir/x; a=1 >nodir/x; cat f1 > nodir/x; exec 3>nodir/x; echo on
## shells: bash
## STDOUT:
on
## END
## STDERR:
+ echo a
bash: line 1: nodir/x: No such file or directory
+ b=1
+ echo x
++ echo nodir/b
bash: line 1: nodir/b: No such file or directory
bash: line 1: nodir/x: No such file or directory
+ f
bash: line 1: nodir/x: No such file or directory
+ a=1
bash: line 1: nodir/x: No such file or directory
+ cat f1
bash: line 1: nodir/x: No such file or directory
+ exec
bash: line 1: nodir/x: No such file or directory
+ echo on
## END

#### xtrace of an array
set -x; arr=("$(echo  a;   echo b)" `echo  x` {a,b} [5]=x $((1+2))); declare -a b=("$(echo  q)" 'x y'); arr+=(x "a b"); arr[2]=$(echo q); echo done
## shells: bash
## STDOUT:
done
## END
## STDERR:
+ arr=("$(echo a; echo b)" `echo  x` {a,b} [5]=x $((1+2)))
++ echo a
++ echo b
++ echo x
++ echo q
+ b=('q' 'x y')
+ declare -a b
+ arr+=(x "a b")
++ echo q
+ arr[2]=q
+ echo done
## END

#### getopts takes no options
getopts -a o; echo "$? $o"; getopts '-a' o -a; echo "$? $o"; getopts -- a o -a; echo "$? $o"; getopts +a o +a -a; echo $? $o
## shells: bash
## STDOUT:
2 
2 
0 a
0 a
## END
## STDERR:
bash: line 1: getopts: -a: invalid option
getopts: usage: getopts optstring name [arg ...]
bash: line 1: getopts: -a: invalid option
getopts: usage: getopts optstring name [arg ...]
## END

#### set -u under set -e
set -eu; echo "$x_1"; echo no
## shells: bash
## STDERR:
bash: line 1: x_1: unbound variable
## END
## status: 1

#### ${x?} where set -e does not hold
set -e; echo ${x?} || echo a; echo b
## shells: bash
## STDERR:
bash: line 1: x: parameter not set
## END
## status: 1

#### a readonly variable before a command under set -e
set -e; readonly r; r=1 echo no; echo u
## shells: bash
## STDERR:
bash: line 1: r: readonly variable
## END
## status: 1

#### the status of a substitution is $? at once
echo `exit 3` $?; echo $(exit 4) $?
## shells: bash
## STDOUT:
3
4
## END

#### set -v
set -v; echo a
echo b

# c
echo "
d"; eval 'echo e
echo f'
set +v
echo g
## shells: bash
## STDOUT:
a
b

d
e
f
g
## END
## STDERR:
echo b

# c
echo "
d"; eval 'echo e
echo f'
echo e
echo f
set +v
## END

#### set -v ends
set -v
echo a; set +v; echo b
echo c
## shells: bash
## STDOUT:
a
b
c
## END
## STDERR:
echo a; set +v; echo b
## END

#### set -v in a sourced file and substitutions
echo 'echo in
echo out' > f; set -v
. ./f
x=$(echo sub)
x=`echo sub`
## shells: bash
## STDOUT:
in
out
## END
## STDERR:
. ./f
echo in
echo out
x=$(echo sub)
x=`echo sub`
## END

#### what a redirection assigns is lost with a program
cat <<< "${x:=a}"; echo "[$x]"
## shells: bash
## STDOUT:
a
[]
## END

#### a redirection of a program that cannot be expanded
cat <<E
${x?foo}
E
echo $?
## shells: bash
## STDOUT:
127
## END
## STDERR:
bash: line 1: x: foo
## END

#### what ${x:?} says
x=" a  b "; echo ${y:?$x"$x" *}
## shells: bash
## STDERR:
bash: line 1: y: a b  a  b  *
## END
## status: 127

#### what ${x:?} says between quotes
echo "${y:?a   b 'c  d' *}"
## shells: bash
## STDERR:
bash: line 1: y: a   b c  d *
## END
## status: 127

#### export keeps what was given to a function
f() { export a; a=5; }; a=2 f; echo $a; export -p | grep ' a='
## shells: bash
## STDOUT:
5
declare -x a="5"
## END

#### . where set -e does not hold
set -e
echo 'false; echo in' > f
. ./f && echo ok
echo on $?
if . ./f; then echo y; fi
! . ./f
eval 'false; echo ev' || :
echo last
. ./f
echo no
## shells: bash
## STDOUT:
in
ok
on 0
in
y
in
ev
last
## END
## status: 1

#### printed substitutions
f() { x=$(a
b; c
d & e
if a
then b
c
fi; g ;
h
# no
i
); echo b
echo c
}; type f
## shells: bash
## STDOUT:
f is a function
f () 
{ 
    x=$(a
b; c
d & e
if a; then
    b
c;
fi; g; h
i);
    echo b;
    echo c
}
## END
