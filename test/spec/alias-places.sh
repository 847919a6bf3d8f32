# Where the Almquist shells look for aliases, and what their texts may be part of.

#### braces and separators
alias BEGIN='{' END='}' CLOSE='};'
eval 'BEGIN
echo one
END
{ BEGIN echo two; CLOSE }'
## shells: dash busybox
## STDOUT:
one
two
## END

#### texts of nothing
alias none= blank=' ' note='# no'
eval 'none
none echo one
true && none
echo two; echo three | none
cat; note; echo gone
blank echo four'
## shells: dash busybox
## STDOUT:
one
two
three
four
## END

#### nothing where a command must be
alias none=
eval 'if none; then echo; fi'
## shells: dash busybox
## STDERR:
dash: 1: eval: Syntax error: ";" unexpected
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 1: syntax error: unexpected ";"
## END

#### behind compound commands
alias out='> f' and='&& echo yes'
eval '{ echo x; } out
(:) and
for i in 1; do echo $i; done and
cat f'
## shells: dash busybox
## STDOUT:
yes
1
yes
x
## END

#### the word behind a text that ends in a blank
alias e='echo ' w=W while=While f='g stuff ' g='G1 G2 ' stuff=Stuff last=Last
eval 'e w w
e while
e f last'
## shells: dash busybox
## STDOUT:
W w
While
G1 G2 Stuff Last
## END

#### parts of for and case
alias fo='for i ' i='in a b' c='case x ' x=X d=' do' p='( X' q=')'
eval 'fo i; do echo $i; done
for i in 1
d echo $i; done
c x in X) echo X;; x) echo no;; esac'
## shells: dash busybox
## STDOUT:
a
b
1
## END
## STDERR:
dash: 4: eval: Syntax error: word unexpected (expecting "in")
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 4: syntax error: unexpected word (expecting "in")
## END

#### the parentheses of a function
alias f='f ' p='()' g='g( ' q=')'
eval 'f p { echo F; }
g q { echo G; }'
\f; \g
## shells: dash busybox
## STDOUT:
F
G
## END

#### numbers of descriptors are none
alias 3=echo
eval '3>/dev/null echo out
3 in'
## shells: dash busybox
## STDOUT:
out
in
## END
