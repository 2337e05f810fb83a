class UsersController < ApplicationController
  def create
    # ruleid: mass-assignment
    @user = User.new(params.require(:user).permit!)
    @user.save!
  end

  def update
    # ruleid: mass-assignment
    @user.update(params[:user].to_unsafe_h)
  end

  def import
    # ruleid: mass-assignment
    User.create(JSON.parse(request.body.read))
  end

  def change
    # ok: mass-assignment
    @user.update(params.require(:user).permit(:name, :email))
  end

  def filtered
    # ok: mass-assignment
    redirect_to(search_path(params.permit!))
  end

  def some
    # ok: mass-assignment
    @user.update(params.permit!.slice(:name))
  end
end
