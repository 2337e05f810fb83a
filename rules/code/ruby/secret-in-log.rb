class SessionsController < ApplicationController
  def create
    # ruleid: secret-in-log
    Rails.logger.info("login of #{params[:name]} with #{params[:password]}")
    # ok: secret-in-log
    Rails.logger.info("login of #{params[:name]}")
  end

  def refresh
    # ruleid: secret-in-log
    logger.debug("answer #{access_token}")
    # ruleid: secret-in-log
    logger.debug(request.headers['Authorization'])
    # ok: secret-in-log
    logger.debug("expires #{token.expires_at}")
    # ok: secret-in-log
    logger.debug("agent #{request.headers['User-Agent']}")
  end
end
