// Receives callbacks: POST /success and POST /error, behind a proxy that does the TLS.
// Needs Go 1.21 or newer.
//
//	go build -o receiver .
//	WEBHOOK_SECRET=whsec_... ./receiver 8000
//
// WEBHOOK_SECRET may hold several secrets with spaces between them, while one replaces another.
package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

const largestBody = 64 * 1024

type receiver struct {
	webhooks []*standardwebhooks.Webhook

	mutex sync.Mutex
	// In your database: a unique key, written in the same transaction as what the event changes.
	seen map[string]bool
}

// isSigned looks at the body as it arrived. The library compares in constant time, and the clock too.
func (r *receiver) isSigned(body []byte, headers http.Header) bool {
	for _, webhook := range r.webhooks {
		if webhook.Verify(body, headers) == nil {
			return true
		}
	}
	return false
}

func (r *receiver) takeOnce(webhookID, event string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if !r.seen[webhookID] {
		fmt.Println(event)
		r.seen[webhookID] = true
	}
}

func (r *receiver) receive(kind string) http.HandlerFunc {
	return func(response http.ResponseWriter, request *http.Request) {
		response.WriteHeader(r.answer(kind, response, request))
	}
}

func (r *receiver) answer(kind string, response http.ResponseWriter, request *http.Request) int {
	if request.Method != http.MethodPost {
		return http.StatusMethodNotAllowed
	}
	body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, largestBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge
	}
	if err != nil {
		return http.StatusBadRequest
	}
	if !r.isSigned(body, request.Header) {
		return http.StatusUnauthorized
	}
	webhookID := request.Header.Get("webhook-id")
	operation := request.Header.Get("Request-Correlation-Id")
	r.takeOnce(webhookID, fmt.Sprintf("%s %s %s %s", kind, operation, webhookID, body))
	return http.StatusNoContent
}

func main() {
	secrets := strings.Fields(os.Getenv("WEBHOOK_SECRET"))
	if len(os.Args) != 2 || len(secrets) == 0 {
		log.Fatal("usage: WEBHOOK_SECRET=whsec_... ./receiver <port>")
	}
	r := &receiver{seen: map[string]bool{}}
	for _, secret := range secrets {
		webhook, err := standardwebhooks.NewWebhook(secret)
		if err != nil || secret == "whsec_" {
			log.Fatal("WEBHOOK_SECRET holds something that is no secret")
		}
		r.webhooks = append(r.webhooks, webhook)
	}
	http.HandleFunc("/success", r.receive("success_event"))
	http.HandleFunc("/error", r.receive("error_event"))
	server := &http.Server{Addr: "127.0.0.1:" + os.Args[1], ReadTimeout: 15 * time.Second}
	log.Fatal(server.ListenAndServe())
}
