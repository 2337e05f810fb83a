class HooksController < ApplicationController
  def plain
    expected = OpenSSL::HMAC.hexdigest('SHA256', key, request.raw_post)
    # ruleid: signature-compared-with-equals
    head :unauthorized unless expected == request.headers['X-Signature']
  end

  def prefixed
    expected = 'sha256=' + OpenSSL::HMAC.hexdigest('SHA256', key, request.raw_post)
    # ruleid: signature-compared-with-equals
    return head :unauthorized if request.headers['X-Hub-Signature-256'] != expected

    apply
  end

  def constant
    expected = OpenSSL::HMAC.hexdigest('SHA256', key, request.raw_post)
    # ok: signature-compared-with-equals
    ActiveSupport::SecurityUtils.secure_compare(expected, request.headers['X-Signature'])
  end

  def etag(body, given)
    # ok: signature-compared-with-equals
    OpenSSL::Digest::SHA256.hexdigest(body) == given
  end
end
