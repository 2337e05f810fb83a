<?php

use Illuminate\Support\Facades\Route;

Route::middleware('auth:sanctum')->group(function () {
    // ok: routes-outside-auth-group
    Route::post('/orders', [OrderController::class, 'store']);
});

// ruleid: routes-outside-auth-group
Route::delete('/orders/{order}', [OrderController::class, 'destroy']);

// ruleid: routes-outside-auth-group
Route::apiResource('invoices', InvoiceController::class);

// ok: routes-outside-auth-group
Route::post('/login', [LoginController::class, 'store']);

// ok: routes-outside-auth-group
Route::get('/products', [ProductController::class, 'index']);

// ok: routes-outside-auth-group
Route::put('/profile', [ProfileController::class, 'update'])->middleware('auth');
