package shop;

class Clients {
    Stock stock(String id) {
        // ruleid: call-without-credential
        return rest.getForObject("http://stock.shop.svc.cluster.local/items/" + id, Stock.class);
    }

    Invoice invoice(long id) {
        // ruleid: call-without-credential
        return rest.getForObject("http://billing:8080/invoices/{id}", Invoice.class, id);
    }

    String local() {
        // ok: call-without-credential
        return rest.getForObject("http://localhost:8080/health", String.class);
    }

    String open() {
        // ok: call-without-credential
        return rest.getForObject("http://status.shop.example/all", String.class);
    }

    Stock secure(String id) {
        // ok: call-without-credential
        return rest.getForObject("https://stock.shop.svc.cluster.local/items/" + id, Stock.class);
    }
}
