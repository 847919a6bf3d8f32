# cd, pwd and the variables they set.

#### relative, absolute, dot-dot
mkdir -p a/b; here=$PWD; cd a/b; echo "${PWD#"$here"}"; cd ..; echo "${PWD#"$here"}"; cd "$here"; [ "$PWD" = "$here" ] && echo back
## STDOUT:
/a/b
/a
back
## END

#### OLDPWD and cd -
mkdir a b; cd a; cd ../b; cd - | sed 's,.*/,,'; echo "${PWD##*/} ${OLDPWD##*/}"
## STDOUT:
a
b a
## END

#### home
HOME=/usr; cd; pwd; cd ~; pwd
## STDOUT:
/usr
/usr
## END

#### links are logical unless -P
mkdir -p r/s; ln -s r/s l; cd l; echo "${PWD##*/}"; pwd -P | sed 's,.*/r,r,'; cd ..; [ -d l ]; echo $?; cd -P l; echo "${PWD##*/}"; cd ..; echo "${PWD##*/}"
## STDOUT:
l
r/s
0
s
r
## END

#### a directory that is not there
cd nothing_; echo "status $?"
## STDOUT:
status 2
## END
## STDERR:
dash: 1: cd: can't cd to nothing_
## END
## OK busybox STDERR:
sh: cd: line 0: can't cd to nothing_: No such file or directory
## END
## OK bash STDOUT:
status 1
## END
## OK bash STDERR:
bash: line 1: cd: nothing_: No such file or directory
## END

#### a file
: > f; cd f; echo "status $?"
## STDOUT:
status 2
## END
## STDERR:
dash: 1: cd: can't cd to f
## END
## OK busybox STDERR:
sh: cd: line 0: can't cd to f: Not a directory
## END
## OK bash STDOUT:
status 1
## END
## OK bash STDERR:
bash: line 1: cd: f: Not a directory
## END

#### an empty operand
before=$PWD; cd ''; echo $?; [ "$PWD" = "$before" ]; echo $?
## STDOUT:
0
0
## END

#### CDPATH
mkdir -p p/x; CDPATH=$PWD/p; cd x > out; echo $?; sed 's,.*/p,p,' < "$OLDPWD/out"; cd ..; cd ..; CDPATH=; cd p; echo "${PWD##*/}"
## STDOUT:
0
p/x
p
## END

#### two slashes
cd //; pwd; cd /; pwd; cd ///usr; pwd
## STDOUT:
//
/
/usr
## END

#### dot and doubled slashes vanish
cd /usr/./bin/..//bin/; pwd
## STDOUT:
/usr/bin
## END

#### an unknown option
cd -Z; echo "status $?"; pwd -Z; echo "status $?"
## STDOUT:
status 2
status 2
## END
## STDERR:
dash: 1: cd: Illegal option -Z
dash: 1: pwd: Illegal option -Z
## END
## OK busybox STDERR:
sh: cd: line 0: illegal option -Z
sh: pwd: line 0: illegal option -Z
## END
## OK bash STDERR:
bash: line 1: cd: -Z: invalid option
cd: usage: cd [-L|[-P [-e]] [-@]] [dir]
bash: line 1: pwd: -Z: invalid option
pwd: usage: pwd [-LP]
## END

#### PWD is exported
cd /usr; sh -c 'echo $PWD'
## STDOUT:
/usr
## END

#### a removed directory
mkdir gone; cd gone; rmdir ../gone; cd . 2>/dev/null; cd ..; echo $?
## STDOUT:
0
## END

#### umask
umask 022; umask; umask 077; : > f; umask; umask -S; umask u=rwx,g=rx,o=; umask; umask g+w; umask; umask a=rx; umask
## STDOUT:
0022
0077
u=rwx,g=,o=
0027
0007
0222
## END

#### a bad umask
umask 9; echo "status $?"; umask u=q; echo "status $?"
## STDOUT:
status 2
status 2
## END
## STDERR:
dash: 1: umask: Illegal number: 9
dash: 1: umask: Illegal mode: u=q
## END
## OK busybox STDERR:
sh: umask: line 0: illegal mode: 9
sh: umask: line 0: illegal mode: u=q
## END
## OK bash STDOUT:
status 1
status 1
## END
## OK bash STDERR:
bash: line 1: umask: 9: octal number out of range
bash: line 1: umask: `q': invalid symbolic mode character
## END
