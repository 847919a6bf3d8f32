#### commands and their words
set -x
echo a "b c" ''
:
## STDOUT:
a b c 
## END
## STDERR:
+ echo a b c 
+ :
## END
## OK busybox STDERR:
+ echo a 'b c' 
+ :
## END
## OK bash STDERR:
+ echo a 'b c' ''
+ :
## END

#### assignments
set -x
x=1 y='a b'
x=2 true
x=$((1+1))
## STDERR:
+ x=1 y=a b
+ x=2 true
+ x=2
## END
## OK busybox STDERR:
+ x=1 y='a b'
+ x=2 true
+ x=2
## END
## OK bash STDERR:
+ x=1
+ y='a b'
+ x=2
+ true
+ x=2
## END

#### nothing of redirections
set -x
echo a >f
cat <f
## STDOUT:
a
## END
## STDERR:
+ echo a
+ cat
## END

#### compound commands show what is in them
set -x
if [ a = a ]; then echo yes; fi
for i in 1 2; do echo $i; done
case a in a) echo case;; esac
while false; do :; done
{ echo group; }
(echo sub)
## STDOUT:
yes
1
2
case
group
sub
## END
## STDERR:
+ [ a = a ]
+ echo yes
+ echo 1
+ echo 2
+ echo case
+ false
+ echo group
+ echo sub
## END
## OK busybox STDERR:
+ '[' a '=' a ]
+ echo yes
+ echo 1
+ echo 2
+ echo 'case'
+ false
+ echo group
+ echo sub
## END
## OK bash STDERR:
+ '[' a = a ']'
+ echo yes
+ for i in 1 2
+ echo 1
+ for i in 1 2
+ echo 2
+ case a in
+ echo case
+ false
+ echo group
+ echo sub
## END

#### functions
set -x
f() { echo "in $1"; }
f a
## STDOUT:
in a
## END
## STDERR:
+ f a
+ echo in a
## END
## OK busybox STDERR:
+ f a
+ echo 'in a'
## END
## OK bash STDERR:
+ f a
+ echo 'in a'
## END

#### substitutions come first
set -x
echo $(echo inner) "$(echo two)"
x=$(echo three)
## STDOUT:
inner two
## END
## STDERR:
+ echo inner
+ echo two
+ echo inner two
+ echo three
+ x=three
## END
## OK bash STDERR:
++ echo inner
++ echo two
+ echo inner two
++ echo three
+ x=three
## END

#### PS4
set -x
PS4='> '
echo a
x=5
PS4='$x:'
echo b
## not-yet: bash
## STDOUT:
a
b
## END
## STDERR:
> PS4=> 
> echo a
> x=5
5:PS4=$x:
5:echo b
## END
## OK busybox STDERR:
> PS4='> '
> echo a
> x=5
5:PS4='$x:'
5:echo b
## END
## OK bash STDERR:
+ PS4='> '
> echo a
> x=5
> PS4='$x:'
5:echo b
## END

#### stderr of the shell, not of the command
set -x
echo a 2>/dev/null
{ echo b; } 2>/dev/null
## STDOUT:
a
b
## END
## STDERR:
+ echo a
## END

#### set +x is shown
set -x
set +x
echo quiet
## STDOUT:
quiet
## END
## STDERR:
+ set +x
## END

#### eval and its words
set -x
eval 'echo a; echo b'
## STDOUT:
a
b
## END
## STDERR:
+ eval echo a; echo b
+ echo a
+ echo b
## END
## OK busybox STDERR:
+ eval 'echo a; echo b'
+ echo a
+ echo b
## END
## OK bash STDERR:
+ eval 'echo a; echo b'
++ echo a
++ echo b
## END

#### export, local and so on
set -x
export x=1
f() { local y=2; }
f
readonly z=3
## STDERR:
+ export x=1
+ f
+ local y=2
+ readonly z=3
## END
## OK busybox STDERR:
+ export 'x=1'
+ f
+ local 'y=2'
+ readonly 'z=3'
## END
## OK bash STDERR:
+ export x=1
+ x=1
+ f
+ local y=2
+ readonly z=3
+ z=3
## END

#### a not-found command is shown before the complaint
set -x
nosuchcommand a
## STDERR:
+ nosuchcommand a
dash: 2: nosuchcommand: not found
## END
## status: 127
## OK busybox STDERR:
+ nosuchcommand a
sh: nosuchcommand: not found
## END
## OK bash STDERR:
+ nosuchcommand a
bash: line 2: nosuchcommand: command not found
## END
