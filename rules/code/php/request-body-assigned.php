<?php

class UserController extends Controller
{
    public function store(Request $request)
    {
        // ruleid: request-body-assigned
        return User::forceCreate($request->all());
    }

    public function update(Request $request, User $user)
    {
        // ruleid: request-body-assigned
        $user->forceFill($request->all())->save();
    }

    public function patch(Request $request, User $user)
    {
        // ruleid: request-body-assigned
        User::where('id', $user->id)->update($request->except('_token'));
    }

    public function good(Request $request, User $user)
    {
        // ok: request-body-assigned
        $user->update($request->validate(['name' => 'required|string']));
        // ok: request-body-assigned
        $user->fill($request->all());
        // ok: request-body-assigned
        $user->fill($request->only(['name', 'email']));
    }

    public function delegated(Request $request)
    {
        // ok: request-body-assigned
        $this->userService->update($request->all());
    }
}
