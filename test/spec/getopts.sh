# getopts (XCU getopts).

#### options with and without arguments
set -- -a -b val -cval rest; while getopts ab:c: o; do echo "$o [$OPTARG]"; done; shift $((OPTIND-1)); echo "$*"
## STDOUT:
a []
b [val]
c [val]
rest
## END

#### clusters
set -- -abc x; while getopts abc: o; do echo "$o [${OPTARG-}]"; done; echo $OPTIND
## STDOUT:
a []
b []
c [x]
3
## END

#### the end of options
set -- -a -- -b; while getopts ab o; do echo $o; done; echo $OPTIND; shift $((OPTIND-1)); echo "$*"
## STDOUT:
a
3
-b
## END

#### an operand ends them
set -- -a x -b; while getopts ab o; do echo $o; done; echo $OPTIND
## STDOUT:
a
2
## END

#### a single dash is an operand
set -- - -a; getopts a o; echo $? $OPTIND
## STDOUT:
1 1
## END

#### an unknown option
set -- -x; getopts ab o; echo "$? $o ${OPTARG-unset}"
## STDOUT:
0 ? unset
## END
## STDERR:
Illegal option -x
## END
## OK bash STDERR:
bash: illegal option -- x
## END

#### an unknown option, silently
set -- -x; getopts :ab o; echo "$? $o $OPTARG"
## STDOUT:
0 ? x
## END

#### a missing argument
set -- -a; getopts a: o; echo "$? $o"
## STDOUT:
0 ?
## END
## STDERR:
No arg for -a option
## END
## OK bash STDERR:
bash: option requires an argument -- a
## END

#### a missing argument, silently
set -- -a; getopts :a: o; echo "$? $o $OPTARG"
## STDOUT:
0 : a
## END

#### given words instead of the parameters
getopts a: o -a v; echo "$o $OPTARG $OPTIND"
## STDOUT:
a v 3
## END

#### starting again
set -- -a; getopts a o; OPTIND=1; getopts a o; echo "$? $o"
## STDOUT:
0 a
## END

#### inside a function
f() { OPTIND=1; while getopts xy o "$@"; do echo "f $o"; done; }; set -- -a -b; getopts ab o; f -x -y; echo $o
## STDOUT:
f x
f y
?
## END

#### an argument that is empty
getopts a: o -a ''; echo "$? $o [$OPTARG] $OPTIND"
## STDOUT:
0 a [] 3
## END

#### too few arguments
getopts; echo "status $?"
## STDOUT:
status 2
## END
## STDERR:
dash: 1: getopts: Usage: getopts optstring var [arg...]
## END
## OK busybox STDERR:
sh: getopts: line 0: usage: getopts optstring var [arg]
## END
## OK bash STDERR:
getopts: usage: getopts optstring name [arg ...]
## END

#### goes on in the next word that it is given
getopts ab o -a
getopts ab o -ab
echo "$o $OPTIND"
## STDOUT:
b 2
## END
## OK bash STDOUT:
? 2
## END

#### begins again behind the last word
getopts a o -a
getopts a o
echo "$? $OPTIND"
## STDOUT:
1 1
## END

#### busybox: parameters given to . have a place of their own
printf 'getopts ab:c o -a; echo $? $o $OPTIND\n' > d; . ./d x y; getopts ab:c o -a; echo $? $o $OPTIND
## shells: busybox
## STDOUT:
0 a 2
0 a 2
## END

#### busybox: OPTERR=0 is the same as a colon before the letters
OPTERR=0; getopts ab v -c; echo $? $v $OPTARG; OPTIND=1; getopts ab: v -b; echo $? $v $OPTARG
## shells: busybox
## STDOUT:
0 ? c
0 : b
## END
