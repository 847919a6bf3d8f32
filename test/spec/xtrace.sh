# set -x (XCU set), byte for byte on standard error.

#### simple commands
set -x; echo a b; :; true
## STDOUT:
a b
## END
## STDERR:
+ echo a b
+ :
+ true
## END

#### quoting of words
## shells: dash
set -x; echo 'a b' "c'd" '' '$x' 'a
b' '*' a=b
## STDOUT:
a b c'd  $x a
b * a=b
## END
## STDERR:
+ echo a b c'd  $x a
b * a=b
## END

#### assignments
set -x; x=1; y='a b' z=3; x=2 echo hi
## STDOUT:
hi
## END
## STDERR:
+ x=1
+ y=a b z=3
+ x=2 echo hi
## END
## OK busybox STDERR:
+ x=1
+ y='a b' z=3
+ x=2 echo hi
## END
## OK bash STDERR:
+ x=1
+ y='a b'
+ z=3
+ x=2
+ echo hi
## END

#### expansions are shown expanded
x='a b'; set -x; echo $x "$x" $((1+2))
## STDOUT:
a b a b 3
## END
## STDERR:
+ echo a b a b 3
## END
## OK busybox STDERR:
+ echo a b 'a b' 3
## END
## OK bash STDERR:
+ echo a b 'a b' 3
## END

#### command substitutions
set -x; x=$(echo inner); echo "$x"
## STDOUT:
inner
## END
## STDERR:
+ echo inner
+ x=inner
+ echo inner
## END
## OK bash STDERR:
++ echo inner
+ x=inner
+ echo inner
## END

#### loops and conditions
set -x; for i in 1 2; do echo $i; done; if [ a = a ]; then echo y; fi; while false; do :; done
## STDOUT:
1
2
y
## END
## STDERR:
+ echo 1
+ echo 2
+ [ a = a ]
+ echo y
+ false
## END
## OK busybox STDERR:
+ echo 1
+ echo 2
+ '[' a '=' a ]
+ echo y
+ false
## END
## OK bash STDERR:
+ for i in 1 2
+ echo 1
+ for i in 1 2
+ echo 2
+ '[' a = a ']'
+ echo y
+ false
## END

#### case
## shells: dash bash
set -x; case abc in a*) echo m;; esac
## STDOUT:
m
## END
## STDERR:
+ echo m
## END
## OK bash STDERR:
+ case abc in
+ echo m
## END

#### functions
f() { echo in "$1"; }; set -x; f arg
## STDOUT:
in arg
## END
## STDERR:
+ f arg
+ echo in arg
## END
## OK busybox STDERR:
+ f arg
+ echo 'in' arg
## END

#### PS4
## not-yet: bash
PS4='> '; set -x; echo a; PS4='$x+ '; x=1; echo b
## STDOUT:
a
b
## END
## STDERR:
> echo a
+ PS4=$x+ 
1+ x=1
1+ echo b
## END
## OK busybox STDERR:
> echo a
+ PS4='$x+ '
1+ x=1
1+ echo b
## END
## OK bash STDERR:
> echo a
> PS4='$x+ '
+ x=1
1+ echo b
## END

#### pipelines and subshells
set -x; (echo sub); { echo group; }
## STDOUT:
sub
group
## END
## STDERR:
+ echo sub
+ echo group
## END

#### turning off
set -x; echo a; set +x; echo b; { set +x; } 2>/dev/null
## STDOUT:
a
b
## END
## STDERR:
+ echo a
+ set +x
## END

#### redirected errors take the trace of inside
set -x; { echo a; } 2>/dev/null; echo b
## STDOUT:
a
b
## END
## STDERR:
+ echo b
## END

#### the trace of a command with redirected errors
set -x; echo a 2>/dev/null; echo b
## STDOUT:
a
b
## END
## STDERR:
+ echo a
+ echo b
## END

#### eval and dot
echo 'echo f' > f; set -x; eval 'echo e'; . ./f
## STDOUT:
e
f
## END
## STDERR:
+ eval echo e
+ echo e
+ . ./f
+ echo f
## END
## OK busybox STDERR:
+ eval 'echo e'
+ echo e
+ . ./f
+ echo f
## END
## OK bash STDERR:
+ eval 'echo e'
++ echo e
+ . ./f
++ echo f
## END

#### verbose and noexec
set -n; echo not run
## status: 0

#### -x as an option of the shell
sh -xc 'echo a; x=1'
## STDOUT:
a
## END
## STDERR:
+ echo a
+ x=1
## END
