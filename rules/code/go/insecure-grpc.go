package client

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
)

func orders(address string) (*grpc.ClientConn, error) {
	// ruleid: insecure-grpc
	return grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
}

func old() (*grpc.ClientConn, error) {
	// ruleid: insecure-grpc
	return grpc.Dial("orders.shop.svc:9000", grpc.WithBlock(), grpc.WithInsecure())
}

func server() *grpc.Server {
	// ruleid: insecure-grpc
	return grpc.NewServer(grpc.Creds(insecure.NewCredentials()))
}

func local() (*grpc.ClientConn, error) {
	// ok: insecure-grpc
	return grpc.NewClient("localhost:9000", grpc.WithTransportCredentials(insecure.NewCredentials()))
}

func inMemory() (*grpc.ClientConn, error) {
	// ok: insecure-grpc
	return grpc.NewClient("orders", grpc.WithContextDialer(dial), grpc.WithTransportCredentials(insecure.NewCredentials()))
}

func asked(address string, s Settings) (*grpc.ClientConn, error) {
	if s.Plaintext {
		// ok: insecure-grpc
		return grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	}
	// ok: insecure-grpc
	return grpc.NewClient(address, grpc.WithTransportCredentials(credentials.NewTLS(s.TLS)))
}
