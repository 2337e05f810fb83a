package hooks

import (
	"encoding/json"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/stripe/stripe-go/v76/webhook"
)

// ruleid: webhook-not-verified
func HandleStripeWebhook(w http.ResponseWriter, r *http.Request) {
	var event Event
	if err := json.NewDecoder(r.Body).Decode(&event); err != nil {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	if event.Type == "payment_intent.succeeded" {
		orders.MarkPaid(event.Data.Order)
	}
}

// ruleid: webhook-not-verified
func (s *Server) githubWebhook(c *gin.Context) {
	var push Push
	if err := c.ShouldBindJSON(&push); err != nil {
		return
	}
	s.builds.Start(push.Repository, push.After)
}

// ok: webhook-not-verified
func handlePaymentWebhook(w http.ResponseWriter, r *http.Request) {
	payload, _ := io.ReadAll(r.Body)
	event, err := webhook.ConstructEvent(payload, r.Header.Get("Stripe-Signature"), key)
	if err != nil {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	orders.Apply(event)
}

// ok: webhook-not-verified
func CreateWebhook(c *gin.Context) {
	var in WebhookInput
	if err := c.ShouldBindJSON(&in); err != nil {
		return
	}
	store.Add(in)
}

// ok: webhook-not-verified
func listOrders(w http.ResponseWriter, r *http.Request) {
	json.NewDecoder(r.Body).Decode(&filter)
}
