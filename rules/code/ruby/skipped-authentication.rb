class OrdersController < ApplicationController
  # ruleid: skipped-authentication
  skip_before_action :authenticate_user!

  def index
    render json: Order.all
  end
end

module Api
  class InvoicesController < BaseController
    # ruleid: skipped-authentication
    skip_before_action :require_login, raise: false
  end
end

class ProductsController < ApplicationController
  # ok: skipped-authentication
  skip_before_action :authenticate_user!, only: [:index, :show]
  # ok: skipped-authentication
  skip_before_action :set_locale
end

class SessionsController < ApplicationController
  # ok: skipped-authentication
  skip_before_action :authenticate_user!
end
