package config

import (
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
)

// Paths are where lede keeps things on this machine.
type Paths struct {
	Config    string // the configuration file
	Companies string // the user's companies
	Data      string // directory of the store
	Store     string // the store
	HostKey   string // of the SSH server
	AllowList string // of keys that may come in, when serve.mode is allow-list
	State     string // directory of logs
	Log       string // the log file
}

// Locate finds the paths by the XDG rules as they hold now; config and data
// override the file of the configuration and the directory of the store.
func Locate(config, data string) Paths {
	xdg.Reload()
	home, state := filepath.Join(xdg.ConfigHome, "lede"), filepath.Join(xdg.StateHome, "lede")
	if config == "" {
		config = filepath.Join(home, "config.yaml")
	}
	if data == "" {
		data = filepath.Join(xdg.DataHome, "lede")
	}
	return Paths{
		Config:    config,
		Companies: filepath.Join(filepath.Dir(config), "companies.yaml"),
		Data:      data,
		Store:     filepath.Join(data, "lede.db"),
		HostKey:   filepath.Join(data, "host_ed25519"),
		AllowList: filepath.Join(filepath.Dir(config), "authorized_keys"),
		State:     state,
		Log:       filepath.Join(state, "lede.log"),
	}
}

// CompaniesFile is the file of the user's companies: as configured, relative to
// the configuration, or the usual one.
func (c *Config) CompaniesFile(p Paths) string { return c.beside(c.Companies.File, p.Companies) }

// HostKeyFile is the file of the SSH server's key.
func (c *Config) HostKeyFile(p Paths) string { return c.beside(c.Serve.HostKey, p.HostKey) }

// AllowListFile is the file of allowed keys.
func (c *Config) AllowListFile(p Paths) string { return c.beside(c.Serve.AllowList, p.AllowList) }

func (c *Config) beside(path, usual string) string {
	switch {
	case path == "":
		return usual
	case len(path) > 1 && path[:2] == "~/":
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, path[2:])
		}
	case !filepath.IsAbs(path):
		return filepath.Join(filepath.Dir(c.file), path)
	}
	return path
}
