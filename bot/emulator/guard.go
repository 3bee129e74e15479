package emulator

import (
	"mime"
	"net"
	"net/http"
	"strings"
)

// sameSite refuses what another web page, open in the same browser, could send:
// a foreign Host (a name that was made to point here), a foreign Origin, or a
// POST that a plain form can make.
func sameSite(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		switch {
		case r.Method == http.MethodPost && kind != "application/json":
			refuse(w, http.StatusUnsupportedMediaType, "send JSON with the header Content-Type: application/json")
		default:
			limit := int64(largestSay)
			if strings.HasSuffix(r.URL.Path, "/send") {
				limit = largestSend
			}
			r.Body = http.MaxBytesReader(w, r.Body, limit)
			next.ServeHTTP(w, r)
		}
	})
}

// foreign says why a request is refused whatever it asks for: this server can be
// reached by every page a browser on this machine has open. Programs send neither
// of these headers. Empty means that it is welcome.
func foreign(r *http.Request) string {
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	switch {
	case !isLoopback(r.Host):
		return "use the address 127.0.0.1 or localhost"
	case origin != "" && origin != "http://"+r.Host, site != "" && site != "same-origin" && site != "none":
		return "requests from other web pages are refused"
	default:
		return ""
	}
}

// isLoopback tells whether a host or host:port is this machine.
func isLoopback(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func refuse(w http.ResponseWriter, status int, why string) {
	writeJSON(w, status, map[string]string{"error": why})
}
