// How far the answer being read has come: written by the transport, read by
// the dialog that shows it.

package tui

import "sync/atomic"

// Progress counts bytes of one answer. Its methods may be called from any goroutine.
type Progress struct {
	read, total atomic.Int64
}

// Set records that read of total bytes have arrived; total is -1 when unknown.
func (p *Progress) Set(read, total int64) {
	p.read.Store(read)
	p.total.Store(total)
}

// Fraction is how much has arrived, from 0 to 1, and whether that is known.
func (p *Progress) Fraction() (float64, bool) {
	if p == nil {
		return 0, false
	}
	read, total := p.read.Load(), p.total.Load()
	if total <= 0 || read <= 0 {
		return 0, false
	}
	return min(1, float64(read)/float64(total)), true
}

// Reset forgets the last answer.
func (p *Progress) Reset() {
	if p != nil {
		p.Set(0, 0)
	}
}
