// Package fetch is the polite HTTP client.
package fetch

// Client fetches.
type Client struct{}
