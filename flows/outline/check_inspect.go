package outline

import (
	"maps"
	"regexp"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// inspect lets only through what a rule needs. What could loop, take memory or give
// something else than a number or a yes is not in the language.
func (c *compiler) inspect(n ast.Node) {
	c.nodes++
	if c.nodes == maxNodes+1 {
		c.say(n.Location().From, ruleTooBig)
	}
	if c.nodes > maxNodes {
		return
	}
	switch n := n.(type) {
	case *ast.BoolNode, *ast.IntegerNode:
	case *ast.FloatNode:
		c.inspectDecimal(n)
	case *ast.IdentifierNode:
		c.inspectWord(n)
	case *ast.UnaryNode:
		c.inspect(n.Node)
	case *ast.BinaryNode:
		if !slices.Contains(signs, n.Operator) {
			c.say(n.Location().From, ruleUnknownSign(n.Operator))
		}
		c.inspectAll(n.Left, n.Right)
	case *ast.ConditionalNode:
		c.inspectAll(n.Cond, n.Exp1, n.Exp2)
	case *ast.BuiltinNode:
		c.inspectCall(n, n.Name, n.Arguments)
	case *ast.CallNode:
		c.inspectNamed(n)
	case *ast.MemberNode:
		c.inspect(leftmost(n))
	default:
		c.say(n.Location().From, ruleSyntax)
	}
}

var signs = []string{"==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "and", "or", "&&", "||"}

func (c *compiler) inspectAll(list ...ast.Node) {
	for _, n := range list {
		c.inspect(n)
	}
}

// inspectNamed refuses a call of anything but a name.
func (c *compiler) inspectNamed(n *ast.CallNode) {
	callee, named := n.Callee.(*ast.IdentifierNode)
	if !named {
		c.say(n.Location().From, ruleSyntax)
		return
	}
	c.inspectCall(callee, callee.Value, n.Arguments)
}

func (c *compiler) inspectCall(at ast.Node, name string, arguments []ast.Node) {
	if !slices.Contains(functions, name) {
		c.say(at.Location().From, ruleUnknownFunction(name, nearest(name, functions)))
	}
	c.inspectAll(arguments...)
}

func (c *compiler) inspectWord(n *ast.IdentifierNode) {
	if _, known := roundSums[n.Value]; !known && !c.places[n.Location().From] {
		words := slices.Sorted(maps.Keys(roundSums))
		c.say(n.Location().From, ruleUnknownWord(n.Value, nearest(n.Value, words)))
	}
}

var groups = regexp.MustCompile(`^\d{1,3}\.\d{3}$`)

// inspectDecimal refuses 1.000, which its author may mean as a thousand.
func (c *compiler) inspectDecimal(n *ast.FloatNode) {
	written := string([]rune(c.source)[n.Location().From:n.Location().To])
	if groups.MatchString(written) {
		c.say(n.Location().From, ruleGroups(written))
	}
}

// leftmost finds the a of a.b.c, an id whose ${…} was forgotten.
func leftmost(n ast.Node) ast.Node {
	for {
		member, ok := n.(*ast.MemberNode)
		if !ok {
			return n
		}
		n = member.Node
	}
}
