require 'net/http'

class Client
  def plain(uri)
    http = Net::HTTP.new(uri.host, uri.port)
    http.use_ssl = true
    # ruleid: certificate-not-verified
    http.verify_mode = OpenSSL::SSL::VERIFY_NONE
    http.get(uri.path)
  end

  def faraday
    # ruleid: certificate-not-verified
    Faraday.new(url: base, ssl: { verify: false })
  end

  def party(url)
    # ruleid: certificate-not-verified
    HTTParty.get(url, verify: false)
  end

  def good(uri)
    http = Net::HTTP.new(uri.host, uri.port)
    # ok: certificate-not-verified
    http.verify_mode = OpenSSL::SSL::VERIFY_PEER
    http.get(uri.path)
  end

  def asked(http)
    # ok: certificate-not-verified
    http.verify_mode = OpenSSL::SSL::VERIFY_NONE if settings.insecure?
  end

  def own
    # ok: certificate-not-verified
    Faraday.new(url: base, ssl: { ca_file: bundle })
  end
end
