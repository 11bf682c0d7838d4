// Steps backwards in the tree.

package document

// LastChild returns the last member or item of n, or None. It costs the depth.
func (t *Tree) LastChild(n Node) Node {
	if !t.has(n) || t.nodes[n].count == 0 {
		return None
	}
	return t.below(n, t.nodes[n].after-1)
}

// PrevSibling returns the member or item before n in the same container, or
// None. It costs the depth.
func (t *Tree) PrevSibling(n Node) Node {
	if !t.has(n) || n-1 == t.nodes[n].parent {
		return None
	}
	return t.below(t.nodes[n].parent, n-1)
}

// below returns the child of n that holds the node c.
func (t *Tree) below(n, c Node) Node {
	for c != None && t.nodes[c].parent != n {
		c = t.nodes[c].parent
	}
	return c
}
