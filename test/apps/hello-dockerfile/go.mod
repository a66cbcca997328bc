module example.com/hello-dockerfile

go 1.24
