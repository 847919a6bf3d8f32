# A backslash at the end of a line, in the middle of what the parser reads as one.

#### in reserved words, assignments and aliases
alias al=echo
i\
f tr\
ue; th\
en a\
l yes; f\
i
a=1 b\
=2; echo $a$b
## shells: dash busybox
## STDOUT:
yes
12
## END

#### between the characters of an expansion
set -- 1 22 333
echo $\
1 $\
{\
2\
} $\
{\
#\
3\
} ${1\
:\
+x}
## shells: dash busybox
## STDOUT:
1 22 3 x
## END

#### around arithmetic
echo $\
(\
(\
40 + 2\
)\
) "$\
((1))" $((1\
)\
)
## shells: dash busybox
## STDOUT:
42 1 1
## END

#### in redirection operators and delimiters
echo one >\
> f; echo two 1\
>\
>f; cat f
cat <\
<\
- EO\
F
	$((1 + 1))
	EOF
## shells: dash busybox
## STDOUT:
one
two
2
## END

#### between the parentheses of a function
f\
n \
(\
) \
{ echo called; }
fn
## shells: dash busybox
## STDOUT:
called
## END
